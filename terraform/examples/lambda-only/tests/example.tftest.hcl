mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  jvm_runtime = "java21"
  folders = {
    lambda-jvm    = "../../tests/fixtures/functions-5/lambda-jvm"
    lambda-native = "../../tests/fixtures/functions-5/lambda-native"
  }
}

run "the_example_can_be_planned" {
  command = plan

  assert {
    condition     = output.comparison.arms["lambda-native"].functions["uuid"].memory_megabytes == 512 && length(output.comparison.arms) == 2
    error_message = "It is another than the one that is described."
  }
}
