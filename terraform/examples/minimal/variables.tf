variable "region" {
  description = "Where it is deployed."
  type        = string
  default     = "us-east-1"
}

variable "zip" {
  description = "The zip, from `./mvnw package -Pnative`."
  type        = string
  default     = "../../../modules/targets/lambda-native/target/function.zip"
}
