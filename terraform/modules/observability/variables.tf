variable "create" {
  description = "Whether anything is made."
  type        = bool
  default     = true
}

variable "name" {
  description = "What names begin with."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,64}$", var.name))
    error_message = "name is '${var.name}'; it must be 1 to 64 letters, digits and hyphens."
  }
}

variable "functions" {
  description = "Lambda functions to watch: from a name of yours to the function's name and, where it has one, that of its dead-letter queue."
  type = map(object({
    function_name          = string
    dead_letter_queue_name = optional(string)
    has_dead_letter_queue  = optional(bool, false)
  }))
  default = {}
}

variable "services" {
  description = "Services to watch: from a name of yours to cluster, service, load balancer and target group."
  type = map(object({
    cluster_name             = string
    service_name             = string
    load_balancer_arn_suffix = string
    target_group_arn_suffix  = string
  }))
  default = {}
}

variable "create_dashboard" {
  description = "Whether there is a dashboard; an account's first three cost nothing."
  type        = bool
  default     = true
}

variable "create_alarms" {
  description = "Whether there are alarms; an account's first ten cost nothing."
  type        = bool
  default     = true
}

variable "error_percent" {
  description = "The share of calls that fail in five minutes, in percent, above which there is an alarm; above 0 to 100."
  type        = number
  default     = 1

  validation {
    condition     = var.error_percent > 0 && var.error_percent <= 100
    error_message = "error_percent is ${var.error_percent}; it must be above 0 and at most 100."
  }
}

variable "monthly_budget_usd" {
  description = "What the account may cost a month, in USD, before mails are sent. `null`: there is no budget."
  type        = number
  default     = null

  validation {
    condition     = var.monthly_budget_usd == null ? true : var.monthly_budget_usd > 0
    error_message = "monthly_budget_usd is ${coalesce(var.monthly_budget_usd, 0)}; it must be above 0, or null for no budget."
  }

  validation {
    condition     = var.monthly_budget_usd == null || length(var.emails) > 0
    error_message = "monthly_budget_usd needs someone to tell: name an address in emails, or no budget."
  }
}

variable "budget_tag" {
  description = "A tag, as `key$value`, to count only what has it. It must be a cost allocation tag of the account. `null`: all of the account is counted."
  type        = string
  default     = null

  validation {
    condition     = var.budget_tag == null ? true : can(regex("^[^$]+\\$[^$]+$", var.budget_tag))
    error_message = "budget_tag is '${coalesce(var.budget_tag, "null")}'; it must be a key, $ and a value."
  }
}

variable "emails" {
  description = "Who is told of alarms and of the budget. Each address gets a mail to confirm."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.emails) <= 10 && alltrue([for email in var.emails : can(regex("^[^@ ]+@[^@ ]+$", email))])
    error_message = "emails has ${join(", ", var.emails)}; it must be at most 10 addresses, such as ops@example.org."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
