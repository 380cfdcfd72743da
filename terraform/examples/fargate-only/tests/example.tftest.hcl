mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  folders = {
    fargate = "../../tests/fixtures/functions-5/fargate"
  }
}

run "the_example_can_be_planned" {
  command = plan

  assert {
    condition     = output.comparison.arms["fargate"].public && output.comparison.arms["fargate"].capacity_provider == "FARGATE_SPOT" && output.comparison.arms["fargate"].maximum_tasks == 4
    error_message = "It is another than the one that is described."
  }
}
