# Wrong inputs are refused; each message names the variable and the remedy.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name       = "quartet-loadtest"
  bucket     = "things"
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-1"]
  scripts    = { "k6/predict.js" = "../../../loadtest/k6/predict.js" }
}

run "a_name_with_a_space" {
  command = plan

  variables {
    name = "my load"
  }

  expect_failures = [var.name]
}

run "a_prefix_without_an_end" {
  command = plan

  variables {
    results_prefix = "results"
  }

  expect_failures = [var.results_prefix]
}

run "a_script_that_is_not_there" {
  command = plan

  variables {
    create  = false
    scripts = { "k6/predict.js" = "none.js" }
  }

  expect_failures = [var.scripts]
}

run "another_script_than_the_one_to_run" {
  command = plan

  variables {
    script = "k6/uuid.js"
  }

  expect_failures = [var.scripts]
}

run "a_url_with_a_path" {
  command = plan

  variables {
    base_url = "http://127.0.0.1/predict"
  }

  expect_failures = [var.base_url]
}

run "a_host_alone" {
  command = plan

  variables {
    base_url = "127.0.0.1"
  }

  expect_failures = [var.base_url]
}

run "no_rate" {
  command = plan

  variables {
    requests_per_second = 0
  }

  expect_failures = [var.requests_per_second]
}

run "a_load_without_end" {
  command = plan

  variables {
    duration_seconds = 100000
  }

  expect_failures = [var.duration_seconds]
}

run "an_unknown_processor" {
  command = plan

  variables {
    architecture = "x86"
  }

  expect_failures = [var.architecture]
}

run "three_processors" {
  command = plan

  variables {
    vcpus            = 3
    memory_megabytes = 6144
  }

  expect_failures = [var.vcpus]
}

run "little_memory" {
  command = plan

  variables {
    memory_megabytes = 512
  }

  expect_failures = [var.memory_megabytes]
}

run "no_cluster" {
  command = plan

  variables {
    create_cluster = false
  }

  expect_failures = [var.cluster_arn]
}

run "no_subnet" {
  command = plan

  variables {
    subnet_ids = []
  }

  expect_failures = [var.subnet_ids]
}
