# Wrong inputs are refused; each message names the variable and the remedy.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "quartet"
}

run "a_name_with_a_space" {
  command = plan

  variables {
    name = "my quartet"
  }

  expect_failures = [var.name]
}

run "no_name" {
  command = plan

  variables {
    name = ""
  }

  expect_failures = [var.name]
}

run "no_errors_at_all" {
  command = plan

  variables {
    error_percent = 0
  }

  expect_failures = [var.error_percent]
}

run "more_errors_than_calls" {
  command = plan

  variables {
    error_percent = 101
  }

  expect_failures = [var.error_percent]
}

run "a_budget_of_nothing" {
  command = plan

  variables {
    monthly_budget_usd = 0
    emails             = ["ops@example.org"]
  }

  expect_failures = [var.monthly_budget_usd]
}

run "a_negative_budget" {
  command = plan

  variables {
    monthly_budget_usd = -5
    emails             = ["ops@example.org"]
  }

  expect_failures = [var.monthly_budget_usd]
}

run "a_budget_that_nobody_hears_of" {
  command = plan

  variables {
    monthly_budget_usd = 20
  }

  expect_failures = [var.monthly_budget_usd]
}

run "a_tag_without_a_value" {
  command = plan

  variables {
    budget_tag = "project"
  }

  expect_failures = [var.budget_tag]
}

run "an_address_without_an_at" {
  command = plan

  variables {
    emails = ["ops"]
  }

  expect_failures = [var.emails]
}

run "eleven_addresses" {
  command = plan

  variables {
    emails = [for each in range(11) : "ops${each}@example.org"]
  }

  expect_failures = [var.emails]
}
