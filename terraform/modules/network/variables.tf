variable "create" {
  description = "Whether anything is made."
  type        = bool
  default     = true
}

variable "name" {
  description = "What names begin with."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,32}$", var.name))
    error_message = "name is '${var.name}'; it must be 1 to 32 letters, digits and hyphens."
  }
}

variable "cidr" {
  description = "The addresses of the VPC, /16 to /24."
  type        = string
  default     = "10.42.0.0/20"

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("/(1[6-9]|2[0-4])$", var.cidr))
    error_message = "cidr is '${var.cidr}'; it must be a network from /16 to /24, such as 10.42.0.0/20."
  }
}

variable "flow_log_retention_days" {
  description = "How long flow logs are kept, at a price per GB. `null`: none are written."
  type        = number
  default     = null
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
