# All that the paired comparison drives on AWS, the task that sends the load beside it, and what is watched.

provider "aws" {
  region = var.region
}

module "quartet" {
  source = "../.."

  targets = ["lambda-jvm", "lambda-native", "fargate", "fargate-native"]
  folders = var.folders

  jvm_runtime        = var.jvm_runtime
  http_api           = true
  load_generator     = true
  alarms             = true
  monthly_budget_usd = 50
  emails             = var.emails
}
