# One native Lambda function with a Function URL, from a zip: the module alone, without anything else of Quartet.

provider "aws" {
  region = var.region
}

module "function" {
  source = "../../modules/lambda"

  name         = "hello"
  zip          = var.zip
  runtime      = "provided.al2023"
  handler      = "bootstrap"
  architecture = "x86_64"

  memory_megabytes = 256
  environment = {
    DISABLE_SIGNAL_HANDLERS = "true"
    QUARTET_FUNCTION        = "predict"
  }
}
