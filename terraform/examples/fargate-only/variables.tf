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

variable "allowed_cidrs" {
  description = "Who may call the load balancer."
  type        = list(string)
  default     = ["203.0.113.7/32"]
}
