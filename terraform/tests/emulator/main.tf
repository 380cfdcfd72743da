# The root as it is, with a provider that is led to the emulator.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region     = "us-east-1"
  access_key = "emulator"
  secret_key = "emulator"

  # The emulator answers 500 to calls that it doesn't know, which would else be repeated for minutes.
  max_retries = 3

  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true

  endpoints {
    apigatewayv2           = var.endpoint
    applicationautoscaling = var.endpoint
    budgets                = var.endpoint
    cloudwatch             = var.endpoint
    cloudwatchlogs         = var.endpoint
    dynamodb               = var.endpoint
    ec2                    = var.endpoint
    ecr                    = var.endpoint
    ecs                    = var.endpoint
    elbv2                  = var.endpoint
    eventbridge            = var.endpoint
    iam                    = var.endpoint
    lambda                 = var.endpoint
    s3                     = var.endpoint
    sns                    = var.endpoint
    sqs                    = var.endpoint
    sts                    = var.endpoint
  }
}

module "quartet" {
  source = "../.."

  repository         = var.repository
  targets            = var.targets
  settings           = { for target in var.targets : target => { memory_megabytes = var.memory_megabytes } if startswith(target, "lambda-") }
  jvm_runtime        = "java21"
  container_engine   = null
  http_api           = true
  load_generator     = true
  alarms             = true
  maximum_tasks      = 2
  monthly_budget_usd = 20
  emails             = ["ops@example.org"]
  tracing            = true
}
