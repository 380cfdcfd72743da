variable "create" {
  description = "Whether anything is made."
  type        = bool
  default     = true
}

variable "bucket" {
  description = "The name of the bucket: of the new one, or of the existing one with `create_bucket = false`."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket is '${var.bucket}'; it must be 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends."
  }
}

variable "create_bucket" {
  description = "Whether the bucket is made; else it is there, and left as it is."
  type        = bool
  default     = true
}

variable "table" {
  description = "The name of the table: of the new one, or of the existing one with `create_table = false`."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.table))
    error_message = "table is '${var.table}'; it must be 3 to 255 letters, digits, dots, hyphens and underscores."
  }
}

variable "create_table" {
  description = "Whether the table is made; else it is there, and left as it is."
  type        = bool
  default     = true
}

variable "table_hash_key" {
  description = "The name of the table's key, a text."
  type        = string
  default     = "uuid"
}

variable "table_ttl_attribute" {
  description = "The attribute with the second, since 1970, from which DynamoDB may delete a record. `null`: records stay."
  type        = string
  default     = "expires_at"
}

variable "protect_data" {
  description = "Whether bucket and table refuse to be deleted, by Terraform too. `false`: `terraform destroy` deletes all data."
  type        = bool
  default     = false
}

variable "point_in_time_recovery" {
  description = "Whether the table can be restored to any second of the last 35 days, at a price per GB."
  type        = bool
  default     = true
}

variable "kms_key_arn" {
  description = "The KMS key to encrypt bucket and table with. `null`: keys of S3 and DynamoDB, which cost nothing."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is '${coalesce(var.kms_key_arn, "null")}'; it must be the ARN of a key, arn:aws:kms:<region>:<account>:key/<id>, not of an alias."
  }
}

variable "old_version_days" {
  description = "After how many days an overwritten or deleted version of an object goes; 1 to 3650."
  type        = number
  default     = 7

  validation {
    condition     = var.old_version_days >= 1 && var.old_version_days <= 3650 && floor(var.old_version_days) == var.old_version_days
    error_message = "old_version_days is ${var.old_version_days}; it must be a whole number of days from 1 to 3650."
  }
}

variable "expire_objects_days" {
  description = "After how many days an object goes; 1 to 3650. `null`: objects stay."
  type        = number
  default     = null

  validation {
    condition     = var.expire_objects_days == null ? true : var.expire_objects_days >= 1 && var.expire_objects_days <= 3650
    error_message = "expire_objects_days is ${coalesce(var.expire_objects_days, 0)}; it must be a number of days from 1 to 3650, or null to keep objects."
  }
}

variable "access_log_bucket" {
  description = "The bucket that S3 writes access logs to. `null`: none are written."
  type        = string
  default     = null
}

variable "notifications" {
  description = "What calls a function when objects come or go: its ARN, S3's names of the events, and what the keys begin and end with. S3 allows one set of notifications a bucket, so with an existing bucket leave it empty, or let this be the only one."
  type = list(object({
    function_arn = string
    events       = list(string)
    prefix       = optional(string, "")
    suffix       = optional(string, "")
  }))
  default = []

  validation {
    condition     = alltrue([for each in var.notifications : length(each.events) > 0 && alltrue([for event in each.events : startswith(event, "s3:")])])
    error_message = "notifications has an entry whose events are none of S3's; each must begin with s3:, such as s3:ObjectCreated:*."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
