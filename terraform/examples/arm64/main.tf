# The native zip and the container for arm, which costs a fifth less. Both must be built on an arm machine.

provider "aws" {
  region = var.region
}

module "quartet" {
  source = "../.."

  targets      = ["lambda-native", "fargate"]
  folders      = var.folders
  architecture = "arm64"
}
