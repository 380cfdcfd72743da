# The container alone, on Spot, between one task and four, behind a load balancer that one network may call.

provider "aws" {
  region = var.region
}

module "quartet" {
  source = "../.."

  targets = ["fargate"]
  folders = var.folders

  spot          = true
  maximum_tasks = 4
  allowed_cidrs = var.allowed_cidrs
}
