mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  zip = "../../tests/fixtures/functions-1/lambda-native/function.zip"
}

run "the_example_can_be_planned" {
  command = plan

  assert {
    condition     = module.function.function_name == "hello" && module.function.role_statements[0].Sid == "Log"
    error_message = "It is another than the one that is described."
  }
}
