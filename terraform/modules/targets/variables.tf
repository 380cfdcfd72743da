variable "target" {
  description = "Whose artifact is deployed: `lambda-jvm`, `lambda-native`, `fargate` or `fargate-native`."
  type        = string

  validation {
    condition     = contains(["lambda-jvm", "lambda-native", "fargate", "fargate-native"], var.target)
    error_message = "target is '${var.target}'; it must be lambda-jvm, lambda-native, fargate or fargate-native."
  }
}

variable "repository" {
  description = "The folder of the project that was built; the target's own folder is looked for in it."
  type        = string
}

variable "folder" {
  description = "The folder with functions.json and the artifact, of a project with another layout than Quartet's. `null`: that of the target in `repository`."
  type        = string
  default     = null
}

variable "runtime" {
  description = "The Lambda runtime to use in place of the manifest's, for a provider or region that doesn't know that yet. `null`: the manifest's."
  type        = string
  default     = null

  validation {
    condition     = var.runtime == null ? true : can(regex("^(java(21|25)|provided\\.al2023)$", var.runtime))
    error_message = "runtime is '${coalesce(var.runtime, "null")}'; it must be java25, java21 or provided.al2023, or null for that of functions.json."
  }
}

variable "architecture" {
  description = "The processor of a container, `x86_64` or `arm64`, where no file of the image says. `null`: what the artifact says."
  type        = string
  default     = null

  validation {
    condition     = var.architecture == null ? true : contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture is '${coalesce(var.architecture, "null")}'; it must be x86_64 or arm64, or null for that of the artifact."
  }
}

variable "names" {
  description = "What the placeholders in the manifest's permissions stand for, and where the functions keep what they make."
  type = object({
    partition = string
    region    = string
    account   = string
    bucket    = string
    table     = string
  })
}

variable "environment" {
  description = "More variables for every function, over those of the manifest."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[a-zA-Z][a-zA-Z0-9_]+$", name))])
    error_message = "environment has the names ${join(", ", keys(var.environment))}; each must be a letter, then letters, digits and _."
  }
}
