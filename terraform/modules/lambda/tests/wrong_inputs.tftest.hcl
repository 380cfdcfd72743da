# Wrong inputs are refused before anything is made; each message names the variable and the remedy.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name         = "quartet-lambda-jvm-uuid"
  zip          = "../../tests/fixtures/functions-1/lambda-jvm/function.zip"
  runtime      = "java21"
  handler      = "dev.quartet.lambda.FunctionHandler::handleRequest"
  architecture = "x86_64"
}

run "a_name_with_a_space" {
  command = plan

  variables {
    name = "my function"
  }

  expect_failures = [var.name]
}

run "a_name_that_is_too_long" {
  command = plan

  variables {
    name = "quartet-lambda-native-${join("", [for each in range(50) : "x"])}"
  }

  expect_failures = [var.name]
}

run "a_long_description" {
  command = plan

  variables {
    description = join("", [for each in range(257) : "x"])
  }

  expect_failures = [var.description]
}

run "a_zip_that_is_not_there" {
  command = plan

  variables {
    create = false
    zip    = "none.zip"
  }

  expect_failures = [var.zip]
}

run "no_zip_at_all" {
  command = plan

  variables {
    zip = null
  }

  expect_failures = [var.zip_s3]
}

run "two_zips" {
  command = plan

  variables {
    zip_s3 = { bucket = "zips", key = "function.zip" }
  }

  expect_failures = [var.zip_s3]
}

run "an_old_runtime" {
  command = plan

  variables {
    runtime = "java8"
  }

  expect_failures = [var.runtime]
}

run "a_handler_with_a_space" {
  command = plan

  variables {
    handler = "a handler"
  }

  expect_failures = [var.handler]
}

run "another_processor" {
  command = plan

  variables {
    architecture = "x86"
  }

  expect_failures = [var.architecture]
}

run "too_little_memory" {
  command = plan

  variables {
    memory_megabytes = 64
  }

  expect_failures = [var.memory_megabytes]
}

run "half_a_megabyte" {
  command = plan

  variables {
    memory_megabytes = 512.5
  }

  expect_failures = [var.memory_megabytes]
}

run "too_much_time" {
  command = plan

  variables {
    timeout_seconds = 901
  }

  expect_failures = [var.timeout_seconds]
}

run "a_small_tmp" {
  command = plan

  variables {
    ephemeral_storage_megabytes = 100
  }

  expect_failures = [var.ephemeral_storage_megabytes]
}

run "a_variable_of_lambdas_own" {
  command = plan

  variables {
    environment = { AWS_LAMBDA_FUNCTION_NAME = "x" }
  }

  expect_failures = [var.environment]
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

run "a_role_by_its_name" {
  command = plan

  variables {
    create_role = false
    role_arn    = "theirs"
  }

  expect_failures = [var.role_arn]
}

run "no_role" {
  command = plan

  variables {
    create_role = false
  }

  expect_failures = [var.role_arn]
}

run "subnets_without_groups" {
  command = plan

  variables {
    subnet_ids = ["subnet-1"]
  }

  expect_failures = [var.security_group_ids]
}

run "an_alias_that_is_a_number" {
  command = plan

  variables {
    alias = "1"
  }

  expect_failures = [var.alias]
}

run "snap_start_of_a_native_zip" {
  command = plan

  variables {
    runtime    = "provided.al2023"
    snap_start = true
  }

  expect_failures = [var.snap_start]
}

run "snap_start_without_an_alias" {
  command = plan

  variables {
    alias      = null
    snap_start = true
  }

  expect_failures = [var.snap_start]
}

run "snap_start_beside_provisioned_environments" {
  command = plan

  variables {
    snap_start              = true
    provisioned_concurrency = 1
  }

  expect_failures = [var.snap_start]
}

run "provisioned_environments_without_an_alias" {
  command = plan

  variables {
    alias                   = null
    provisioned_concurrency = 1
  }

  expect_failures = [var.provisioned_concurrency]
}

run "a_negative_reserve" {
  command = plan

  variables {
    reserved_concurrency = -1
  }

  expect_failures = [var.reserved_concurrency]
}

run "an_unknown_authorization" {
  command = plan

  variables {
    function_url_authorization = "PUBLIC"
  }

  expect_failures = [var.function_url_authorization]
}

run "an_unknown_authorization_of_the_api" {
  command = plan

  variables {
    http_api_authorization = "JWT"
  }

  expect_failures = [var.http_api_authorization]
}

run "a_route_without_a_method" {
  command = plan

  variables {
    http_api_routes = ["/uuid"]
  }

  expect_failures = [var.http_api_routes]
}

run "an_api_without_a_rate" {
  command = plan

  variables {
    http_api_requests_per_second = 0
  }

  expect_failures = [var.http_api_requests_per_second]
}

run "a_large_batch_without_a_window" {
  command = plan

  variables {
    queue = { batch_size = 11 }
  }

  expect_failures = [var.queue]
}

run "a_batch_of_none" {
  command = plan

  variables {
    queue = { batch_size = 0 }
  }

  expect_failures = [var.queue]
}

run "a_concurrency_of_one" {
  command = plan

  variables {
    queue = { maximum_concurrency = 1 }
  }

  expect_failures = [var.queue]
}

run "an_existing_queue_without_its_arn" {
  command = plan

  variables {
    queue = { create = false }
  }

  expect_failures = [var.queue]
}

run "a_message_that_is_never_tried" {
  command = plan

  variables {
    queue_receives = 0
  }

  expect_failures = [var.queue_receives]
}

run "a_schedule_in_words" {
  command = plan

  variables {
    schedules = [{ expression = "daily" }]
  }

  expect_failures = [var.schedules]
}

run "a_schedule_whose_input_is_no_json" {
  command = plan

  variables {
    schedules = [{ expression = "rate(1 hour)", input = "{" }]
  }

  expect_failures = [var.schedules]
}

run "a_retention_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    log_retention_days = 10
  }

  expect_failures = [var.log_retention_days]
}
