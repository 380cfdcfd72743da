mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  folders = {
    lambda-native = "../../tests/fixtures/arm/lambda-native"
    fargate       = "../../tests/fixtures/container-arm64"
  }
}

run "the_example_can_be_planned" {
  command = plan

  assert {
    condition     = alltrue([for arm in output.comparison.arms : arm.architecture == "arm64"])
    error_message = "It is another than the one that is described."
  }
}
