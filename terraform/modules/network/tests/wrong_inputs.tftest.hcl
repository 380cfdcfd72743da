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
    name = "my net"
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

run "a_long_name" {
  command = plan

  variables {
    name = "quartet-quartet-quartet-quartet-quartet"
  }

  expect_failures = [var.name]
}

run "a_name_with_an_underscore" {
  command = plan

  variables {
    name = "a_b"
  }

  expect_failures = [var.name]
}

run "no_network" {
  command = plan

  variables {
    cidr = "10.42.0.0"
  }

  expect_failures = [var.cidr]
}

run "a_network_that_is_too_large" {
  command = plan

  variables {
    cidr = "10.0.0.0/8"
  }

  expect_failures = [var.cidr]
}

run "a_network_that_is_too_small" {
  command = plan

  variables {
    cidr = "10.0.0.0/28"
  }

  expect_failures = [var.cidr]
}

run "no_address" {
  command = plan

  variables {
    cidr = "10.42.0.0.0/20"
  }

  expect_failures = [var.cidr]
}

run "a_word" {
  command = plan

  variables {
    cidr = "any"
  }

  expect_failures = [var.cidr]
}

run "an_empty_network" {
  command = plan

  variables {
    cidr = ""
  }

  expect_failures = [var.cidr]
}
