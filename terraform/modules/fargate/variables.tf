variable "create" {
  description = "Whether anything is made."
  type        = bool
  default     = true
}

variable "name" {
  description = "The name of the service, and of all that belongs to it; 1 to 28 letters, digits and hyphens."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,27}$", var.name)) && !endswith(var.name, "-")
    error_message = "name is '${var.name}'; it must be 1 to 28 letters, digits and hyphens, with a letter first and no hyphen last, since a load balancer's name is short."
  }
}

# The image

variable "create_repository" {
  description = "Whether a repository in ECR is made for the image; else `image` names one that is there."
  type        = bool
  default     = true
}

variable "image" {
  description = "An existing image, with its registry and tag or digest, with `create_repository = false`."
  type        = string
  default     = null

  validation {
    condition     = var.create_repository == (var.image == null)
    error_message = "image is '${coalesce(var.image, "null")}' and create_repository is ${var.create_repository}: name an image with create_repository = false, or neither."
  }
}

variable "image_context" {
  description = "The folder with the Containerfile that is built and pushed into the repository, under a tag made from its content. `null`: `image_tag` says which image to run."
  type        = string
  default     = null

  validation {
    condition     = var.image_context == null ? true : fileexists("${var.image_context}/Containerfile")
    error_message = "image_context is ${coalesce(var.image_context, "null")}, and there is no Containerfile in it: build it with ./mvnw package -Pfargate, or name an image."
  }
}

variable "image_tag" {
  description = "The tag to run of the repository that is made, when nothing is built from `image_context`."
  type        = string
  default     = "latest"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$", var.image_tag))
    error_message = "image_tag is '${var.image_tag}'; it must be 1 to 128 letters, digits, dots, hyphens and underscores."
  }
}

variable "container_engine" {
  description = "What builds and pushes the image, on this machine: `podman` or `docker`. `null`: you do, under the tag in the output `image`."
  type        = string
  default     = null

  validation {
    condition     = var.container_engine == null ? true : contains(["podman", "docker"], var.container_engine) && var.image_context != null
    error_message = "container_engine is '${coalesce(var.container_engine, "null")}'; it must be podman or docker, beside an image_context, or null to push the image yourself."
  }
}

variable "base_image" {
  description = "The image that the Containerfile begins from, where its own can't be reached. `null`: its own."
  type        = string
  default     = null
}

# The task

variable "architecture" {
  description = "The processor that the image was built for: `x86_64` or `arm64`."
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture is '${var.architecture}'; it must be x86_64 or arm64, the one that the image was built for."
  }
}

variable "vcpus" {
  description = "Processors of a task: 0.25, 0.5, 1, 2, 4, 8 or 16."
  type        = number
  default     = 1

  validation {
    condition     = contains([0.25, 0.5, 1, 2, 4, 8, 16], var.vcpus)
    error_message = "vcpus is ${var.vcpus}; Fargate has 0.25, 0.5, 1, 2, 4, 8 and 16."
  }
}

variable "memory_megabytes" {
  description = "Memory of a task; for one vCPU 2048 to 8192 in steps of 1024."
  type        = number
  default     = 2048

  validation {
    condition = contains({
      "0.25" = [512, 1024, 2048]
      "0.5"  = [for gigabytes in range(1, 5) : gigabytes * 1024]
      "1"    = [for gigabytes in range(2, 9) : gigabytes * 1024]
      "2"    = [for gigabytes in range(4, 17) : gigabytes * 1024]
      "4"    = [for gigabytes in range(8, 31) : gigabytes * 1024]
      "8"    = [for gigabytes in range(16, 61, 4) : gigabytes * 1024]
      "16"   = [for gigabytes in range(32, 121, 8) : gigabytes * 1024]
    }[tostring(var.vcpus)], var.memory_megabytes)
    error_message = "memory_megabytes is ${var.memory_megabytes}, which Fargate doesn't have for ${var.vcpus} vcpus; 1 vCPU takes 2048 to 8192 in steps of 1024, 0.5 takes 1024 to 4096, 2 takes 4096 to 16384."
  }
}

variable "port" {
  description = "Where the app listens."
  type        = number
  default     = 3000

  validation {
    condition     = var.port >= 1024 && var.port <= 65535
    error_message = "port is ${var.port}; it must be from 1024 to 65535, since the app is not root."
  }
}

variable "liveness_path" {
  description = "The path that tells whether the task must be replaced."
  type        = string
  default     = "/q/health/live"
}

variable "readiness_path" {
  description = "The path that tells whether the load balancer may send requests."
  type        = string
  default     = "/q/health/ready"
}

variable "stop_timeout_seconds" {
  description = "How long a task may take to end its requests; 11 to 120, since the app itself waits 10 s."
  type        = number
  default     = 30

  validation {
    condition     = var.stop_timeout_seconds >= 11 && var.stop_timeout_seconds <= 120
    error_message = "stop_timeout_seconds is ${var.stop_timeout_seconds}; it must be from 11 to 120."
  }
}

variable "writable_folder" {
  description = "The one folder of the task that may be written to."
  type        = string
  default     = "/tmp"
}

variable "environment" {
  description = "Its variables. No secrets: who may read the task definition may read them."
  type        = map(string)
  default     = {}
}

variable "permissions" {
  description = "What the task's role may do: actions, without wildcard, on ARNs."
  type = list(object({
    actions   = list(string)
    resources = list(string)
  }))
  default = []

  validation {
    condition     = alltrue(flatten([for each in var.permissions : [for action in each.actions : can(regex("^[a-z0-9-]+:[A-Za-z0-9]+$", action))]]))
    error_message = "permissions has an action that is not one action, such as s3:PutObject. Name each action."
  }

  validation {
    condition     = alltrue(flatten([for each in var.permissions : [for resource in each.resources : startswith(resource, "arn:")]]))
    error_message = "permissions has a resource that is no ARN. Name each by its ARN."
  }
}

variable "create_task_role" {
  description = "Whether a role of the app is made that may do what `permissions` says; else `task_role_arn` names one that is there."
  type        = bool
  default     = true
}

variable "task_role_arn" {
  description = "An existing role of the app, with `create_task_role = false`."
  type        = string
  default     = null

  validation {
    condition     = var.create_task_role == (var.task_role_arn == null)
    error_message = "task_role_arn is '${coalesce(var.task_role_arn, "null")}' and create_task_role is ${var.create_task_role}: name a role with create_task_role = false, or neither."
  }
}

variable "create_execution_role" {
  description = "Whether a role is made that fetches the image and writes the log; else `execution_role_arn` names one that is there."
  type        = bool
  default     = true
}

variable "execution_role_arn" {
  description = "An existing role that fetches the image and writes the log, with `create_execution_role = false`."
  type        = string
  default     = null

  validation {
    condition     = var.create_execution_role == (var.execution_role_arn == null)
    error_message = "execution_role_arn is '${coalesce(var.execution_role_arn, "null")}' and create_execution_role is ${var.create_execution_role}: name a role with create_execution_role = false, or neither."
  }
}

variable "permissions_boundary_arn" {
  description = "The permissions boundary of the roles that are made."
  type        = string
  default     = null
}

# The service

variable "create_cluster" {
  description = "Whether a cluster is made; else `cluster_arn` names one that is there."
  type        = bool
  default     = true
}

variable "cluster_arn" {
  description = "An existing cluster with the capacity provider, with `create_cluster = false`."
  type        = string
  default     = null

  validation {
    condition     = var.create_cluster == (var.cluster_arn == null)
    error_message = "cluster_arn is '${coalesce(var.cluster_arn, "null")}' and create_cluster is ${var.create_cluster}: name a cluster with create_cluster = false, or neither."
  }
}

variable "capacity_provider" {
  description = "`FARGATE`, or `FARGATE_SPOT`: cheaper, and tasks may be ended at two minutes' notice."
  type        = string
  default     = "FARGATE"

  validation {
    condition     = contains(["FARGATE", "FARGATE_SPOT"], var.capacity_provider)
    error_message = "capacity_provider is '${var.capacity_provider}'; it must be FARGATE or FARGATE_SPOT."
  }
}

variable "minimum_tasks" {
  description = "How many tasks run at least; from 0."
  type        = number
  default     = 1

  validation {
    condition     = var.minimum_tasks >= 0 && floor(var.minimum_tasks) == var.minimum_tasks
    error_message = "minimum_tasks is ${var.minimum_tasks}; it must be a whole number from 0."
  }
}

variable "maximum_tasks" {
  description = "How many tasks run at most. As many as `minimum_tasks`: there is no autoscaling."
  type        = number
  default     = 1

  validation {
    condition     = var.maximum_tasks >= var.minimum_tasks && floor(var.maximum_tasks) == var.maximum_tasks
    error_message = "maximum_tasks is ${var.maximum_tasks}; it must be a whole number and at least minimum_tasks, which is ${var.minimum_tasks}."
  }
}

variable "target_cpu_percent" {
  description = "The mean use of CPU that autoscaling keeps to; 10 to 90."
  type        = number
  default     = 60

  validation {
    condition     = var.target_cpu_percent >= 10 && var.target_cpu_percent <= 90
    error_message = "target_cpu_percent is ${var.target_cpu_percent}; it must be from 10 to 90."
  }
}

variable "wait_for_steady_state" {
  description = "Whether an apply waits until the tasks run."
  type        = bool
  default     = false
}

variable "container_insights" {
  description = "Whether the cluster that is made has Container Insights, at a price per metric."
  type        = bool
  default     = false
}

# The network

variable "create_vpc" {
  description = "Whether a VPC with two public subnets is made; else `vpc_id`, `vpc_cidr` and `subnet_ids` name one that is there."
  type        = bool
  default     = true
}

variable "vpc_id" {
  description = "An existing VPC, with `create_vpc = false`."
  type        = string
  default     = null

  validation {
    condition     = var.create_vpc == (var.vpc_id == null)
    error_message = "vpc_id is '${coalesce(var.vpc_id, "null")}' and create_vpc is ${var.create_vpc}: name a VPC with create_vpc = false, or neither."
  }
}

variable "vpc_cidr" {
  description = "The addresses of that VPC, which may call the load balancer while it is internal."
  type        = string
  default     = null

  validation {
    condition     = var.create_vpc == (var.vpc_cidr == null)
    error_message = "vpc_cidr is '${coalesce(var.vpc_cidr, "null")}' and create_vpc is ${var.create_vpc}: name the addresses of vpc_id, or neither."
  }
}

variable "subnet_ids" {
  description = "Subnets of the load balancer and the tasks in `vpc_id`, in two zones at least."
  type        = list(string)
  default     = []

  validation {
    condition     = var.create_vpc ? length(var.subnet_ids) == 0 : length(var.subnet_ids) >= 2
    error_message = "subnet_ids has ${length(var.subnet_ids)} entries; with a vpc_id it must have two at least, in two zones, and none without."
  }
}

variable "task_subnet_ids" {
  description = "Other subnets for the tasks, such as private ones. Empty: those of the load balancer."
  type        = list(string)
  default     = []
}

variable "assign_public_ip" {
  description = "Whether tasks have a public address, to fetch their image by; without one they need NAT or endpoints."
  type        = bool
  default     = true
}

variable "allowed_cidrs" {
  description = "Who may call the load balancer from the internet. Empty: nobody, it is internal."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.allowed_cidrs : can(cidrhost(cidr, 0))])
    error_message = "allowed_cidrs has ${join(", ", var.allowed_cidrs)}; each must be a network, such as 203.0.113.7/32."
  }

  validation {
    condition     = !contains(var.allowed_cidrs, "0.0.0.0/0") || var.tls
    error_message = "allowed_cidrs opens the load balancer to the whole internet, without TLS: set tls and name a certificate_arn, or allow fewer addresses."
  }
}

variable "tls" {
  description = "Whether the load balancer speaks TLS, by the certificate in `certificate_arn`, and redirects what comes without."
  type        = bool
  default     = false
}

variable "certificate_arn" {
  description = "The certificate, of ACM."
  type        = string
  default     = null

  validation {
    condition     = var.tls == (var.certificate_arn != null)
    error_message = "certificate_arn is '${coalesce(var.certificate_arn, "null")}' and tls is ${var.tls}: name a certificate with tls = true, or neither."
  }

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^arn:[^:]+:acm:[^:]+:[0-9]{12}:certificate/.+$", var.certificate_arn))
    error_message = "certificate_arn is '${coalesce(var.certificate_arn, "null")}'; it must be the ARN of a certificate of ACM."
  }
}

variable "deletion_protection" {
  description = "Whether the load balancer refuses to be deleted, by Terraform too."
  type        = bool
  default     = false
}

variable "access_log_bucket" {
  description = "The bucket that the load balancer writes access logs to. `null`: none are written."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "The KMS key for the log and the repository. `null`: keys of AWS, which cost nothing."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "How long the log is kept; a number of days that CloudWatch knows, 0 for ever."
  type        = number
  default     = 14

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is ${var.log_retention_days}; CloudWatch knows 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 and some more."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
