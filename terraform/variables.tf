# What is deployed

variable "name" {
  description = "What all names begin with; 1 to 13 small letters, digits and hyphens, since a load balancer's name is short."
  type        = string
  default     = "quartet"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,12}$", var.name)) && !endswith(var.name, "-")
    error_message = "name is '${var.name}'; it must be 1 to 13 small letters, digits and hyphens, with a letter first and no hyphen last."
  }
}

variable "targets" {
  description = "Whose artifacts are deployed: `lambda-jvm`, `lambda-native`, `fargate`, `fargate-native`. Each must be built."
  type        = set(string)
  default     = ["lambda-jvm", "lambda-native", "fargate"]

  validation {
    condition     = alltrue([for target in var.targets : contains(["lambda-jvm", "lambda-native", "fargate", "fargate-native"], target)])
    error_message = "targets has ${join(", ", var.targets)}; each must be lambda-jvm, lambda-native, fargate or fargate-native. The local app runs on your machine alone."
  }
}

variable "repository" {
  description = "The folder of the project that was built. `null`: the one that this folder is in."
  type        = string
  default     = null
}

variable "folders" {
  description = "From a target to the folder with its functions.json and its artifact, in a project with another layout, such as `target/lambda-jvm` of a project from Quartet's archetype."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for target in keys(var.folders) : contains(var.targets, target)])
    error_message = "folders has ${join(", ", keys(var.folders))}; each must be one of targets, ${join(", ", var.targets)}."
  }
}

variable "functions" {
  description = "The functions to deploy, by name. `null`: all of the manifest."
  type        = set(string)
  default     = null
}

variable "jvm_runtime" {
  description = "The runtime of JVM zips. Only for a provider that doesn't know `java25`: such a deployment doesn't run."
  type        = string
  default     = "java25"

  validation {
    condition     = contains(["java25", "java21"], var.jvm_runtime)
    error_message = "jvm_runtime is '${var.jvm_runtime}'; it must be java25, or java21 to plan with a provider that doesn't know that."
  }
}

variable "architecture" {
  description = "The processor that the artifacts were built for, `x86_64` or `arm64`; a wrong one is refused. `null`: what they say themselves."
  type        = string
  default     = null

  validation {
    condition     = var.architecture == null ? true : contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture is '${coalesce(var.architecture, "null")}'; it must be x86_64 or arm64, or null for that of the artifacts."
  }
}

variable "environment" {
  description = "More variables of every function, on every target. No secrets."
  type        = map(string)
  default     = {}
}

variable "settings" {
  description = "What differs from the manifest and the defaults: by target (`lambda-jvm`), by function (`uuid`) or by both (`lambda-jvm/uuid`), of which the last counts most."
  type = map(object({
    memory_megabytes            = optional(number)
    timeout_seconds             = optional(number)
    ephemeral_storage_megabytes = optional(number)
    snap_start                  = optional(bool)
    provisioned_concurrency     = optional(number)
    reserved_concurrency        = optional(number)
  }))
  default = {}
}

variable "models" {
  description = "Models in S3 that the functions may read: `bucket` and `prefix`, which become `QUARTET_MODELS`. `null`: those in the artifact."
  type = object({
    bucket = string
    prefix = string
  })
  default = null

  validation {
    condition     = var.models == null ? true : can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.models.bucket)) && !startswith(var.models.prefix, "/") && length(trim(var.models.prefix, "/")) > 0
    error_message = "models must have a bucket, and a prefix that is not empty and doesn't begin with /, such as { bucket = \"my-models\", prefix = \"digits\" }."
  }
}

# Stores

variable "bucket" {
  description = "The name of the bucket. `null`: made of name, account and region."
  type        = string
  default     = null
}

variable "create_bucket" {
  description = "Whether the bucket is made; else `bucket` names one that is there."
  type        = bool
  default     = true

  validation {
    condition     = var.create_bucket || var.bucket != null
    error_message = "create_bucket is false: name the existing one by bucket."
  }
}

variable "table" {
  description = "The name of the table. `null`: `name`."
  type        = string
  default     = null
}

variable "create_table" {
  description = "Whether the table is made; else `table` names one that is there."
  type        = bool
  default     = true

  validation {
    condition     = var.create_table || var.table != null
    error_message = "create_table is false: name the existing one by table."
  }
}

variable "protect_data" {
  description = "Whether bucket and table refuse to be deleted. `false`: `terraform destroy` leaves nothing behind."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "The KMS key for stores, variables, logs and images; its policy must let those services use it. `null`: keys of AWS, which cost nothing."
  type        = string
  default     = null
}

# How it is called

variable "function_url_authorization" {
  description = "`AWS_IAM`: callers of Function URLs sign. `NONE`: the whole internet may call them, at your cost."
  type        = string
  default     = "AWS_IAM"

  validation {
    condition     = contains(["AWS_IAM", "NONE"], var.function_url_authorization)
    error_message = "function_url_authorization is '${var.function_url_authorization}'; it must be AWS_IAM, or NONE to open the functions to the whole internet."
  }
}

variable "http_api" {
  description = "Whether each Lambda function has an HTTP API too, with signed calls, at a price per request."
  type        = bool
  default     = false
}

variable "queues" {
  description = "Whether functions have the queues that their manifest names."
  type        = bool
  default     = true
}

variable "events_target" {
  description = "The Lambda target whose functions the schedules and the bucket's events call: one, since the bucket takes no two functions for the same objects. `null`: `lambda-native` where it is deployed, else `lambda-jvm`."
  type        = string
  default     = null

  validation {
    condition     = var.events_target == null ? true : contains(var.targets, var.events_target) && startswith(var.events_target, "lambda-")
    error_message = "events_target is '${coalesce(var.events_target, "null")}'; it must be a Lambda target of targets, ${join(", ", var.targets)}."
  }
}

variable "allowed_cidrs" {
  description = "Who may call the load balancers from the internet. Empty: they are internal."
  type        = list(string)
  default     = []
}

variable "certificate_arn" {
  description = "A certificate of ACM for the load balancers. `null`: HTTP."
  type        = string
  default     = null
}

# Fargate

variable "vcpus" {
  description = "Processors of a task."
  type        = number
  default     = 1
}

variable "task_memory_megabytes" {
  description = "Memory of a task."
  type        = number
  default     = 2048
}

variable "minimum_tasks" {
  description = "How many tasks run at least."
  type        = number
  default     = 1
}

variable "maximum_tasks" {
  description = "How many tasks run at most. As many as `minimum_tasks`: there is no autoscaling."
  type        = number
  default     = 1
}

variable "spot" {
  description = "Whether tasks run on Fargate Spot: cheaper, and may be ended at two minutes' notice."
  type        = bool
  default     = false
}

variable "images" {
  description = "From a container target to an existing image, which is then run in place of one made from the artifact."
  type        = map(string)
  default     = {}
}

variable "container_engine" {
  description = "What builds and pushes the images, on this machine: `podman` or `docker`. `null`: you do, under the names in the output `images`."
  type        = string
  default     = "podman"

  validation {
    condition     = var.container_engine == null ? true : contains(["podman", "docker"], var.container_engine)
    error_message = "container_engine is '${coalesce(var.container_engine, "null")}'; it must be podman or docker, or null to push the images yourself."
  }
}

variable "vpc" {
  description = "An existing VPC: its id, addresses, and subnets in two zones at least. `null`: one is made where containers or the load generator want it."
  type = object({
    id         = string
    cidr       = string
    subnet_ids = list(string)
  })
  default = null
}

# Beside the targets

variable "load_generator" {
  description = "Whether there is a task that sends load from beside the targets. It costs nothing until it is run."
  type        = bool
  default     = false
}

variable "dashboard" {
  description = "Whether there is a dashboard; an account's first three cost nothing."
  type        = bool
  default     = true
}

variable "alarms" {
  description = "Whether there are alarms; an account's first ten cost nothing."
  type        = bool
  default     = false
}

variable "monthly_budget_usd" {
  description = "What the account may cost a month before mails to `emails` are sent. `null`: there is no budget."
  type        = number
  default     = null
}

variable "emails" {
  description = "Who is told of alarms and of the budget."
  type        = list(string)
  default     = []
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
  default     = 14
}

variable "tracing" {
  description = "Whether X-Ray traces the Lambda functions, at a price per trace."
  type        = bool
  default     = false
}

variable "permissions_boundary_arn" {
  description = "The permissions boundary of all roles."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of everything, beside `project`, which is `name`."
  type        = map(string)
  default     = {}
}
