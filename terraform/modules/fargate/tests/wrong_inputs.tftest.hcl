# Wrong inputs are refused; each message names the variable and the remedy.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "quartet-fargate"
}

run "a_long_name" {
  command = plan

  variables {
    name = "quartet-fargate-of-the-other-team"
  }

  expect_failures = [var.name]
}

run "a_name_that_ends_with_a_hyphen" {
  command = plan

  variables {
    name = "quartet-"
  }

  expect_failures = [var.name]
}

run "an_image_beside_a_repository" {
  command = plan

  variables {
    image = "docker.io/library/debian:12"
  }

  expect_failures = [var.image]
}

run "no_image" {
  command = plan

  variables {
    create_repository = false
  }

  expect_failures = [var.image]
}

run "a_context_without_a_containerfile" {
  command = plan

  variables {
    create        = false
    image_context = "../../tests/fixtures"
  }

  expect_failures = [var.image_context]
}

run "a_tag_with_a_space" {
  command = plan

  variables {
    image_tag = "a b"
  }

  expect_failures = [var.image_tag]
}

run "an_unknown_engine" {
  command = plan

  variables {
    image_context    = "../../tests/fixtures/functions-1/fargate/image"
    container_engine = "buildah"
  }

  expect_failures = [var.container_engine]
}

run "an_engine_without_a_context" {
  command = plan

  variables {
    container_engine = "podman"
  }

  expect_failures = [var.container_engine]
}

run "an_unknown_processor" {
  command = plan

  variables {
    architecture = "riscv64"
  }

  expect_failures = [var.architecture]
}

run "three_processors" {
  command = plan

  variables {
    vcpus            = 4
    memory_megabytes = 4096
  }

  expect_failures = [var.memory_megabytes]
}

run "memory_in_half_steps" {
  command = plan

  variables {
    memory_megabytes = 2500
  }

  expect_failures = [var.memory_megabytes]
}

run "a_privileged_port" {
  command = plan

  variables {
    port = 80
  }

  expect_failures = [var.port]
}

run "a_hurried_stop" {
  command = plan

  variables {
    stop_timeout_seconds = 5
  }

  expect_failures = [var.stop_timeout_seconds]
}

run "a_wildcard_action" {
  command = plan

  variables {
    permissions = [{ actions = ["s3:*"], resources = ["arn:aws:s3:::things/*"] }]
  }

  expect_failures = [var.permissions]
}

run "a_wildcard_resource" {
  command = plan

  variables {
    permissions = [{ actions = ["s3:PutObject"], resources = ["*"] }]
  }

  expect_failures = [var.permissions]
}

run "no_role_of_the_task" {
  command = plan

  variables {
    create_task_role = false
  }

  expect_failures = [var.task_role_arn]
}

run "no_role_to_start_with" {
  command = plan

  variables {
    create_execution_role = false
  }

  expect_failures = [var.execution_role_arn]
}

run "no_cluster" {
  command = plan

  variables {
    create_cluster = false
  }

  expect_failures = [var.cluster_arn]
}

run "an_unknown_capacity" {
  command = plan

  variables {
    capacity_provider = "SPOT"
  }

  expect_failures = [var.capacity_provider]
}

run "fewer_tasks_at_most_than_at_least" {
  command = plan

  variables {
    minimum_tasks = 3
    maximum_tasks = 2
  }

  expect_failures = [var.maximum_tasks]
}

run "half_a_task" {
  command = plan

  variables {
    minimum_tasks = 0.5
  }

  expect_failures = [var.minimum_tasks]
}

run "a_busy_processor" {
  command = plan

  variables {
    target_cpu_percent = 100
  }

  expect_failures = [var.target_cpu_percent]
}

run "a_vpc_beside_a_new_one" {
  command = plan

  variables {
    vpc_id = "vpc-1"
  }

  expect_failures = [var.vpc_id]
}

run "one_subnet" {
  command = plan

  variables {
    create_vpc = false
    vpc_id     = "vpc-1"
    vpc_cidr   = "10.0.0.0/16"
    subnet_ids = ["subnet-1"]
  }

  expect_failures = [var.subnet_ids]
}

run "callers_that_are_no_network" {
  command = plan

  variables {
    allowed_cidrs = ["me"]
  }

  expect_failures = [var.allowed_cidrs]
}

run "the_whole_internet_without_tls" {
  command = plan

  variables {
    allowed_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.allowed_cidrs]
}

run "tls_without_a_certificate" {
  command = plan

  variables {
    tls = true
  }

  expect_failures = [var.certificate_arn]
}

run "a_certificate_by_its_name" {
  command = plan

  variables {
    tls             = true
    certificate_arn = "example.org"
  }

  expect_failures = [var.certificate_arn]
}

run "a_retention_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    log_retention_days = 10
  }

  expect_failures = [var.log_retention_days]
}
