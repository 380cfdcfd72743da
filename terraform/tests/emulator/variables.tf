variable "endpoint" {
  description = "Where the emulator listens."
  type        = string
}

variable "repository" {
  description = "The project that was built."
  type        = string
}

variable "targets" {
  description = "The targets that were built."
  type        = set(string)
}

variable "memory_megabytes" {
  description = "Memory of the functions, which the cycle changes."
  type        = number
}
