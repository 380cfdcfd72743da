variable "create" {
  description = "Whether anything is made."
  type        = bool
  default     = true
}

variable "name" {
  description = "The name of the function, and of its role, queue and rules; 1 to 64 letters, digits, `-` and `_`."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.name))
    error_message = "name is '${var.name}'; it must be 1 to 64 letters, digits, hyphens and underscores: shorten the prefix or the function's name."
  }
}

variable "description" {
  description = "One sentence; at most 256 characters."
  type        = string
  default     = ""

  validation {
    condition     = length(var.description) <= 256
    error_message = "description has ${length(var.description)} characters; it must have 256 at most."
  }
}

# The code

variable "zip" {
  description = "The zip on this machine. `null`: it is in S3, by `zip_s3`."
  type        = string
  default     = null

  validation {
    condition     = var.zip == null ? true : fileexists(var.zip)
    error_message = "zip is ${coalesce(var.zip, "null")}, and there is no such file: build it with ./mvnw package, or name one in S3 by zip_s3."
  }
}

variable "zip_s3" {
  description = "The zip in S3: `bucket`, `key`, and of a versioned bucket `version`."
  type = object({
    bucket  = string
    key     = string
    version = optional(string)
  })
  default = null

  validation {
    condition     = (var.zip == null) != (var.zip_s3 == null) || !var.create
    error_message = "zip and zip_s3 are ${var.zip == null ? "both missing" : "both there"}; name one of them."
  }
}

variable "runtime" {
  description = "`java25` (or `java21`) for a JVM zip, `provided.al2023` for a native one."
  type        = string

  validation {
    condition     = contains(["java25", "java21", "provided.al2023"], var.runtime)
    error_message = "runtime is '${var.runtime}'; it must be java25, java21 or provided.al2023."
  }
}

variable "handler" {
  description = "The handler, `package.Class::method`; `bootstrap` for a native zip."
  type        = string

  validation {
    condition     = length(var.handler) >= 1 && length(var.handler) <= 128 && !can(regex("\\s", var.handler))
    error_message = "handler is '${var.handler}'; it must be 1 to 128 characters without a space, as functions.json names it."
  }
}

variable "architecture" {
  description = "The processor that the zip was built for: `x86_64` or `arm64`."
  type        = string

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture is '${var.architecture}'; it must be x86_64 or arm64, the one that the zip was built for."
  }
}

variable "memory_megabytes" {
  description = "Memory, and CPU with it: 1769 MB are one vCPU; 128 to 10240."
  type        = number
  default     = 1769

  validation {
    condition     = var.memory_megabytes >= 128 && var.memory_megabytes <= 10240 && floor(var.memory_megabytes) == var.memory_megabytes
    error_message = "memory_megabytes is ${var.memory_megabytes}; it must be a whole number from 128 to 10240."
  }
}

variable "timeout_seconds" {
  description = "How long one invocation may take; 1 to 900."
  type        = number
  default     = 30

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds is ${var.timeout_seconds}; it must be a whole number from 1 to 900."
  }
}

variable "ephemeral_storage_megabytes" {
  description = "The size of `/tmp`; 512, which costs nothing, to 10240."
  type        = number
  default     = 512

  validation {
    condition     = var.ephemeral_storage_megabytes >= 512 && var.ephemeral_storage_megabytes <= 10240
    error_message = "ephemeral_storage_megabytes is ${var.ephemeral_storage_megabytes}; it must be from 512 to 10240."
  }
}

variable "environment" {
  description = "Its variables, those of functions.json among them. No secrets: who may read the function may read them."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[a-zA-Z][a-zA-Z0-9_]+$", name)) && !startswith(name, "AWS_LAMBDA_")])
    error_message = "environment has the names ${join(", ", keys(var.environment))}; each must be a letter, then letters, digits and _, and none Lambda's own (AWS_LAMBDA_…)."
  }
}

variable "kms_key_arn" {
  description = "The KMS key for its variables and log. `null`: keys of AWS, which cost nothing."
  type        = string
  default     = null
}

# The role

variable "create_role" {
  description = "Whether a role is made that may do what `permissions` says and what the options here need; else `role_arn` names one that is there."
  type        = bool
  default     = true
}

variable "role_arn" {
  description = "An existing role, with `create_role = false`."
  type        = string
  default     = null

  validation {
    condition     = var.create_role == (var.role_arn == null)
    error_message = "role_arn is '${coalesce(var.role_arn, "null")}' and create_role is ${var.create_role}: name a role with create_role = false, or neither."
  }

  validation {
    condition     = var.role_arn == null ? true : can(regex("^arn:[^:]+:iam::[0-9]{12}:role/.+$", var.role_arn))
    error_message = "role_arn is '${coalesce(var.role_arn, "null")}'; it must be the ARN of a role, arn:aws:iam::<account>:role/<name>."
  }
}

variable "permissions" {
  description = "What the role may do: actions, without wildcard, on ARNs."
  type = list(object({
    actions   = list(string)
    resources = list(string)
  }))
  default = []

  validation {
    condition     = alltrue(flatten([for each in var.permissions : [for action in each.actions : can(regex("^[a-z0-9-]+:[A-Za-z0-9]+$", action))]]))
    error_message = "permissions has an action that is not one action, such as s3:PutObject: ${join(", ", flatten([for each in var.permissions : each.actions]))}. Name each action."
  }

  validation {
    condition     = alltrue(flatten([for each in var.permissions : [for resource in each.resources : startswith(resource, "arn:")]]))
    error_message = "permissions has a resource that is no ARN: ${join(", ", flatten([for each in var.permissions : each.resources]))}. Name each by its ARN."
  }
}

variable "permissions_boundary_arn" {
  description = "The permissions boundary of the role that is made."
  type        = string
  default     = null
}

# The network

variable "subnet_ids" {
  description = "Subnets to run in. Empty: in none, which starts quicker and costs nothing."
  type        = list(string)
  default     = []
}

variable "security_group_ids" {
  description = "Security groups in `subnet_ids`."
  type        = list(string)
  default     = []

  validation {
    condition     = (length(var.security_group_ids) > 0) == (length(var.subnet_ids) > 0)
    error_message = "security_group_ids and subnet_ids go together; name both, or none."
  }
}

# Versions and starts

variable "alias" {
  description = "The alias that stands for the newest version, which URL, API, queue and schedules call. `null`: no versions are made, and they call `$LATEST`."
  type        = string
  default     = "live"

  validation {
    condition     = var.alias == null ? true : can(regex("^[a-zA-Z0-9_-]*[a-zA-Z_-][a-zA-Z0-9_-]*$", var.alias))
    error_message = "alias is '${coalesce(var.alias, "null")}'; it must be letters, digits, hyphens and underscores, and no number; or null for none."
  }
}

variable "snap_start" {
  description = "Whether versions of a JVM function start from a snapshot, at a price for each restore and for the time it is kept."
  type        = bool
  default     = false

  validation {
    condition     = !var.snap_start || (startswith(var.runtime, "java") && var.alias != null && var.provisioned_concurrency == 0 && var.ephemeral_storage_megabytes == 512)
    error_message = "snap_start needs a java runtime, an alias, no provisioned_concurrency and 512 MB of ephemeral_storage_megabytes: turn it off, or change what it can't be with."
  }
}

variable "provisioned_concurrency" {
  description = "How many environments are kept started for the alias, paid by the hour; 0 for none."
  type        = number
  default     = 0

  validation {
    condition     = var.provisioned_concurrency >= 0 && floor(var.provisioned_concurrency) == var.provisioned_concurrency && (var.provisioned_concurrency == 0 || var.alias != null)
    error_message = "provisioned_concurrency is ${var.provisioned_concurrency}; it must be a whole number from 0, and needs an alias when it is above 0."
  }
}

variable "reserved_concurrency" {
  description = "How many environments it may have, and has reserved for it; 0 stops it. `null`: what the account leaves."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 0 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency is ${coalesce(var.reserved_concurrency, -1)}; it must be a whole number from 0, or null for none."
  }
}

# What calls it

variable "create_function_url" {
  description = "Whether it has a Function URL."
  type        = bool
  default     = true
}

variable "function_url_authorization" {
  description = "`AWS_IAM`: callers sign, and need the right to it. `NONE`: the whole internet may call it, at your cost."
  type        = string
  default     = "AWS_IAM"

  validation {
    condition     = contains(["AWS_IAM", "NONE"], var.function_url_authorization)
    error_message = "function_url_authorization is '${var.function_url_authorization}'; it must be AWS_IAM, or NONE to open it to the whole internet."
  }
}

variable "create_http_api" {
  description = "Whether it has an HTTP API of API Gateway, at a price per request."
  type        = bool
  default     = false
}

variable "http_api_authorization" {
  description = "`AWS_IAM`: callers sign, and need the right to it. `NONE`: the whole internet may call it, at your cost."
  type        = string
  default     = "AWS_IAM"

  validation {
    condition     = contains(["AWS_IAM", "NONE"], var.http_api_authorization)
    error_message = "http_api_authorization is '${var.http_api_authorization}'; it must be AWS_IAM, or NONE to open it to the whole internet."
  }
}

variable "http_api_routes" {
  description = "Routes of the HTTP API, such as `POST /uuid`."
  type        = list(string)
  default     = ["$default"]

  validation {
    condition     = length(var.http_api_routes) > 0 && alltrue([for route in var.http_api_routes : route == "$default" || can(regex("^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /", route))])
    error_message = "http_api_routes is ${join(", ", var.http_api_routes)}; each must be a method and a path, such as POST /uuid, or $default."
  }
}

variable "http_api_requests_per_second" {
  description = "How many requests a second the HTTP API lets through; twice that in a burst."
  type        = number
  default     = 1000

  validation {
    condition     = var.http_api_requests_per_second >= 1 && var.http_api_requests_per_second <= 10000
    error_message = "http_api_requests_per_second is ${var.http_api_requests_per_second}; it must be from 1 to 10000."
  }
}

variable "queue" {
  description = "A queue whose messages are its inputs: how many at once, for how many seconds they are gathered, in how many environments at most (`null`: no bound), and the ARN of an existing one with `create = false`. `null`: no queue."
  type = object({
    batch_size                      = optional(number, 10)
    maximum_batching_window_seconds = optional(number, 0)
    maximum_concurrency             = optional(number)
    create                          = optional(bool, true)
    arn                             = optional(string)
  })
  default = null

  validation {
    condition     = var.queue == null ? true : var.queue.batch_size >= 1 && var.queue.batch_size <= 10000 && var.queue.maximum_batching_window_seconds >= 0 && var.queue.maximum_batching_window_seconds <= 300
    error_message = "queue.batch_size must be from 1 to 10000 and queue.maximum_batching_window_seconds from 0 to 300."
  }

  validation {
    condition     = var.queue == null ? true : var.queue.batch_size <= 10 || var.queue.maximum_batching_window_seconds >= 1
    error_message = "queue.batch_size is above 10 and needs a queue.maximum_batching_window_seconds of at least 1."
  }

  validation {
    condition     = var.queue == null ? true : var.queue.create == (var.queue.arn == null)
    error_message = "queue.arn goes with queue.create = false: name an existing queue so, or neither to have one made."
  }

  validation {
    condition     = try(var.queue.maximum_concurrency, null) == null ? true : var.queue.maximum_concurrency >= 2 && var.queue.maximum_concurrency <= 1000
    error_message = "queue.maximum_concurrency must be from 2 to 1000, or null for no bound."
  }
}

variable "queue_receives" {
  description = "How often a message is tried before it goes to the dead-letter queue; 1 to 1000."
  type        = number
  default     = 5

  validation {
    condition     = var.queue_receives >= 1 && var.queue_receives <= 1000
    error_message = "queue_receives is ${var.queue_receives}; it must be from 1 to 1000."
  }
}

variable "schedules" {
  description = "When it is called: `rate(…)` or `cron(…)` of EventBridge, in UTC, and the input as JSON."
  type = list(object({
    expression = string
    input      = optional(string, "{}")
  }))
  default = []

  validation {
    condition     = alltrue([for each in var.schedules : can(regex("^(rate|cron)\\(.+\\)$", each.expression)) && can(jsondecode(each.input))])
    error_message = "schedules has an entry whose expression is no rate(…) or cron(…), or whose input is no JSON."
  }
}

variable "caller_bucket_arns" {
  description = "Buckets of this account whose notifications call it."
  type        = list(string)
  default     = []
}

variable "create_dead_letter_queue" {
  description = "Whether what failed for good, from the queue, schedules and the bucket, is kept for 14 days."
  type        = bool
  default     = true
}

# What is seen of it

variable "log_retention_days" {
  description = "How long its log is kept; a number of days that CloudWatch knows, 0 for ever."
  type        = number
  default     = 14

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is ${var.log_retention_days}; CloudWatch knows 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 and some more."
  }
}

variable "tracing" {
  description = "Whether X-Ray traces invocations, at a price per trace."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
