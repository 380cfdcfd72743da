mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  jvm_runtime = "java21"
  folders = {
    lambda-jvm     = "../../tests/fixtures/functions-5/lambda-jvm"
    lambda-native  = "../../tests/fixtures/functions-5/lambda-native"
    fargate        = "../../tests/fixtures/functions-5/fargate"
    fargate-native = "../../tests/fixtures/functions-5/fargate-native"
  }
}

run "the_example_can_be_planned" {
  command = plan

  assert {
    condition     = length(output.comparison.arms) == 4 && output.comparison.load_generator.container_name == "k6"
    error_message = "It is another than the one that is described."
  }
}
