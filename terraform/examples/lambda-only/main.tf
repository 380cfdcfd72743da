# All functions as JVM and as native Lambda functions, with their stores.

provider "aws" {
  region = var.region
}

module "quartet" {
  source = "../.."

  targets = ["lambda-jvm", "lambda-native"]
  folders = var.folders

  jvm_runtime  = var.jvm_runtime
  protect_data = true
  alarms       = true

  # Less than the manifest's 1769 MB: ./loadtest/compare --memory 512 shows what that is like.
  settings = {
    "lambda-native" = { memory_megabytes = 512 }
  }
}
