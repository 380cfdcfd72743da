variable "region" {
  description = "Where it is deployed."
  type        = string
  default     = "us-east-1"
}

variable "folders" {
  description = "From a target to the folder with its artifact, in a project with another layout than Quartet's."
  type        = map(string)
  default     = {}
}

variable "jvm_runtime" {
  description = "The runtime of the JVM zip; `java21` to plan with a provider that doesn't know `java25`."
  type        = string
  default     = "java25"
}
