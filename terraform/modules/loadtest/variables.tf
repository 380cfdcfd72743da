variable "create" {
  description = "Whether anything is made."
  type        = bool
  default     = true
}

variable "name" {
  description = "The name of the task, and of all that belongs to it."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,49}$", var.name))
    error_message = "name is '${var.name}'; it must be 1 to 50 letters, digits and hyphens, with a letter first."
  }
}

variable "bucket" {
  description = "The bucket that scripts are read from, and results written to."
  type        = string
}

variable "results_prefix" {
  description = "Where results go in the bucket."
  type        = string
  default     = "loadtest/results/"

  validation {
    condition     = can(regex("^[^/].*/$", var.results_prefix))
    error_message = "results_prefix is '${var.results_prefix}'; it must end with / and not begin with it."
  }
}

variable "scripts" {
  description = "The files that k6 needs: from their path in the task's folder to a file on this machine."
  type        = map(string)

  validation {
    condition     = contains(keys(var.scripts), var.script) && alltrue([for file in values(var.scripts) : fileexists(file)])
    error_message = "scripts must hold ${var.script}, and name files that exist: ${join(", ", values(var.scripts))}."
  }
}

variable "script" {
  description = "The one of `scripts` that is run."
  type        = string
  default     = "k6/predict.js"
}

variable "base_url" {
  description = "What the load goes to unless a run says otherwise, without a path."
  type        = string
  default     = "http://127.0.0.1:3000"

  validation {
    condition     = can(regex("^https?://[^/]+$", var.base_url))
    error_message = "base_url is '${var.base_url}'; it must be http:// or https:// and a host, without a path."
  }
}

variable "requests_per_second" {
  description = "The rate of the load unless a run says otherwise; 1 to 10000."
  type        = number
  default     = 100

  validation {
    condition     = var.requests_per_second >= 1 && var.requests_per_second <= 10000
    error_message = "requests_per_second is ${var.requests_per_second}; it must be from 1 to 10000."
  }
}

variable "duration_seconds" {
  description = "How long the load lasts unless a run says otherwise; 1 to 3600."
  type        = number
  default     = 30

  validation {
    condition     = var.duration_seconds >= 1 && var.duration_seconds <= 3600
    error_message = "duration_seconds is ${var.duration_seconds}; it must be from 1 to 3600."
  }
}

variable "invoke_function_arns" {
  description = "Lambda functions that the task may call by a signed URL. Empty: none."
  type        = list(string)
  default     = []
}

variable "k6_image" {
  description = "The image with k6."
  type        = string
  default     = "docker.io/grafana/k6:1.3.0"
}

variable "aws_cli_image" {
  description = "The image with the AWS CLI, which brings the scripts and takes the results."
  type        = string
  default     = "public.ecr.aws/aws-cli/aws-cli:2.31.0"
}

variable "architecture" {
  description = "The processor of the task: `x86_64` or `arm64`."
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture is '${var.architecture}'; it must be x86_64 or arm64."
  }
}

variable "vcpus" {
  description = "Processors of the task: 0.5, 1, 2, 4 or 8. A thousand requests a second want one."
  type        = number
  default     = 1

  validation {
    condition     = contains([0.5, 1, 2, 4, 8], var.vcpus)
    error_message = "vcpus is ${var.vcpus}; it must be 0.5, 1, 2, 4 or 8."
  }
}

variable "memory_megabytes" {
  description = "Memory of the task: 2 to 8 times 1024 for each vCPU."
  type        = number
  default     = 2048

  validation {
    condition     = var.memory_megabytes >= 2048 * var.vcpus && var.memory_megabytes <= 8192 * var.vcpus && var.memory_megabytes % 1024 == 0
    error_message = "memory_megabytes is ${var.memory_megabytes}; for ${var.vcpus} vcpus it must be from ${2048 * var.vcpus} to ${8192 * var.vcpus}, in steps of 1024."
  }
}

variable "create_cluster" {
  description = "Whether a cluster is made; else `cluster_arn` names one that is there."
  type        = bool
  default     = true
}

variable "cluster_arn" {
  description = "An existing cluster, with `create_cluster = false`."
  type        = string
  default     = null

  validation {
    condition     = var.create_cluster == (var.cluster_arn == null)
    error_message = "cluster_arn is '${coalesce(var.cluster_arn, "null")}' and create_cluster is ${var.create_cluster}: name a cluster with create_cluster = false, or neither."
  }
}

variable "vpc_id" {
  description = "The VPC of the targets."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets for the task, with a way to the registries and to S3."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "subnet_ids is empty; name one at least, those of the targets."
  }
}

variable "assign_public_ip" {
  description = "Whether the task has a public address, to fetch its images by."
  type        = bool
  default     = true
}

variable "permissions_boundary_arn" {
  description = "The permissions boundary of the roles that are made."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "How long the log is kept."
  type        = number
  default     = 14
}

variable "kms_key_arn" {
  description = "The KMS key of the bucket and for the log. `null`: keys of AWS."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
