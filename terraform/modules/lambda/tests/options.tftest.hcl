# Each option, on and off.

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

run "the_defaults_are_the_cheap_ones" {
  command = plan

  assert {
    condition     = aws_lambda_function.this[0].memory_size == 1769 && aws_lambda_function.this[0].timeout == 30 && aws_lambda_function.this[0].ephemeral_storage[0].size == 512
    error_message = "Memory, time-out and /tmp are those of the manifest's defaults."
  }

  assert {
    condition     = aws_lambda_function.this[0].tracing_config[0].mode == "PassThrough" && length(aws_lambda_function.this[0].snap_start) == 0 && length(aws_lambda_provisioned_concurrency_config.this) == 0
    error_message = "Nothing that costs is on."
  }

  assert {
    condition     = aws_lambda_function.this[0].reserved_concurrent_executions == -1 && length(aws_lambda_function.this[0].vpc_config) == 0 && length(aws_lambda_function.this[0].environment) == 0
    error_message = "Nothing is reserved, and there is no network."
  }

  assert {
    condition     = aws_lambda_function_url.this[0].authorization_type == "AWS_IAM" && length(aws_lambda_permission.public_url) == 0
    error_message = "The URL is for those who may call it."
  }

  assert {
    condition     = length(aws_apigatewayv2_api.this) == 0 && length(aws_sqs_queue.this) == 0 && length(aws_sqs_queue.dead) == 0 && length(aws_lambda_event_source_mapping.queue) == 0 && length(aws_cloudwatch_event_rule.schedule) == 0
    error_message = "Nothing else calls it."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].name == "/aws/lambda/quartet-lambda-jvm-uuid" && aws_cloudwatch_log_group.this[0].retention_in_days == 14
    error_message = "The log is its own, and ends."
  }

  assert {
    condition     = aws_lambda_function.this[0].publish && aws_lambda_alias.this[0].name == "live"
    error_message = "The alias stands for the newest version."
  }

  assert {
    condition     = aws_lambda_function.this[0].runtime == "java21" && aws_lambda_function.this[0].architectures == tolist(["x86_64"]) && aws_lambda_function.this[0].source_code_hash == filebase64sha256("../../tests/fixtures/functions-1/lambda-jvm/function.zip")
    error_message = "It is the zip that was named."
  }
}

run "create_false_makes_nothing" {
  command = plan

  variables {
    create          = false
    queue           = {}
    create_http_api = true
    schedules       = [{ expression = "rate(1 hour)" }]
  }

  assert {
    condition = length(concat(
      aws_lambda_function.this[*].id, aws_lambda_alias.this[*].id, aws_lambda_function_url.this[*].id, aws_iam_role.this[*].id,
      aws_cloudwatch_log_group.this[*].id, aws_sqs_queue.this[*].id, aws_sqs_queue.dead[*].id, aws_apigatewayv2_api.this[*].id,
      aws_cloudwatch_event_rule.schedule[*].id, aws_lambda_event_source_mapping.queue[*].id, aws_iam_role_policy.this[*].id,
      aws_apigatewayv2_stage.this[*].id, values(aws_apigatewayv2_route.this)[*].id, aws_lambda_permission.schedule[*].id,
    )) == 0
    error_message = "Nothing may be made."
  }

  assert {
    condition     = output.function_name == null && output.invoke_arn == null && output.function_url == null
    error_message = "There is nothing to tell of."
  }
}

run "a_queue_reports_single_failures" {
  command = plan

  variables {
    timeout_seconds = 60
    queue = {
      batch_size                      = 100
      maximum_batching_window_seconds = 5
      maximum_concurrency             = 20
    }
  }

  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].function_response_types == toset(["ReportBatchItemFailures"]) && aws_lambda_event_source_mapping.queue[0].batch_size == 100 && aws_lambda_event_source_mapping.queue[0].maximum_batching_window_in_seconds == 5
    error_message = "The mapping is as declared."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].scaling_config[0].maximum_concurrency == 20
    error_message = "The bound is as declared."
  }

  assert {
    condition     = aws_sqs_queue.this[0].visibility_timeout_seconds == 365 && aws_sqs_queue.this[0].sqs_managed_sse_enabled
    error_message = "Messages stay hidden for six times the time-out and the window."
  }

  assert {
    condition     = length(aws_sqs_queue.dead) == 1 && aws_sqs_queue.dead[0].name == "quartet-lambda-jvm-uuid-dead" && aws_sqs_queue.dead[0].message_retention_seconds == 1209600
    error_message = "What fails for good is kept."
  }

  assert {
    condition     = length(aws_lambda_function_event_invoke_config.this) == 0
    error_message = "A queue is no asynchronous call."
  }
}

run "a_queue_without_dead_letters" {
  command = plan

  variables {
    queue                    = {}
    create_dead_letter_queue = false
  }

  assert {
    condition     = length(aws_sqs_queue.dead) == 0 && !output.has_dead_letter_queue
    error_message = "There is no dead-letter queue."
  }
}

run "schedules_call_the_alias_each_with_its_input" {
  command = apply

  variables {
    schedules = [
      { expression = "rate(5 minutes)", input = "{\"days\":1}" },
      { expression = "cron(0 12 * * ? *)", input = "{\"days\":7}" },
    ]
  }

  assert {
    condition     = aws_cloudwatch_event_rule.schedule[1].schedule_expression == "cron(0 12 * * ? *)" && aws_cloudwatch_event_target.schedule[1].input == "{\"days\":7}" && aws_cloudwatch_event_target.schedule[0].input == "{\"days\":1}"
    error_message = "Each schedule has its own input."
  }

  assert {
    condition     = aws_cloudwatch_event_target.schedule[0].arn == "arn:aws:lambda:us-east-1:123456789012:function:mock:live" && aws_lambda_permission.schedule[0].source_arn == aws_cloudwatch_event_rule.schedule[0].arn && aws_lambda_permission.schedule[0].qualifier == "live"
    error_message = "The rule may call the alias."
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.this[0].destination_config[0].on_failure[0].destination == aws_sqs_queue.dead[0].arn
    error_message = "What fails for good is kept."
  }
}

run "a_bucket_may_call_it" {
  command = plan

  variables {
    caller_bucket_arns = ["arn:aws:s3:::things"]
  }

  assert {
    condition     = aws_lambda_permission.bucket[0].principal == "s3.amazonaws.com" && aws_lambda_permission.bucket[0].source_arn == "arn:aws:s3:::things" && aws_lambda_permission.bucket[0].source_account == "123456789012"
    error_message = "The bucket of this account alone may call it."
  }

  assert {
    condition     = length(aws_sqs_queue.dead) == 1 && output.has_dead_letter_queue
    error_message = "What fails for good is kept."
  }
}

run "an_http_api_on_wish" {
  command = apply

  variables {
    create_http_api = true
    http_api_routes = ["POST /uuid", "GET /functions"]
  }

  assert {
    condition     = toset(keys(aws_apigatewayv2_route.this)) == toset(["POST /uuid", "GET /functions"]) && aws_apigatewayv2_route.this["POST /uuid"].authorization_type == "AWS_IAM"
    error_message = "Each route is there, for those who may call it."
  }

  assert {
    condition     = aws_apigatewayv2_integration.this[0].payload_format_version == "2.0" && aws_apigatewayv2_integration.this[0].integration_uri == "arn:aws:lambda:us-east-1:123456789012:function:mock:live"
    error_message = "Events are of payload format 2.0, to the alias."
  }

  assert {
    condition     = aws_apigatewayv2_stage.this[0].default_route_settings[0].throttling_rate_limit == 1000 && aws_lambda_permission.http_api[0].source_arn == "arn:aws:execute-api:us-east-1:123456789012:mock/*/*"
    error_message = "The rate is bounded, and this API alone may call it."
  }
}

run "a_public_url_is_an_explicit_choice" {
  command = plan

  variables {
    function_url_authorization = "NONE"
  }

  assert {
    condition     = aws_lambda_function_url.this[0].authorization_type == "NONE" && toset(keys(aws_lambda_permission.public_url)) == toset(["InvokeFunction", "InvokeFunctionUrl"])
    error_message = "Both rights are given."
  }

  assert {
    condition     = aws_lambda_permission.public_url["InvokeFunctionUrl"].function_url_auth_type == "NONE" && aws_lambda_permission.public_url["InvokeFunctionUrl"].principal == "*"
    error_message = "The right is for URLs without authorization."
  }
}

run "no_url" {
  command = plan

  variables {
    create_function_url        = false
    function_url_authorization = "NONE"
  }

  assert {
    condition     = length(aws_lambda_function_url.this) == 0 && length(aws_lambda_permission.public_url) == 0 && output.function_url == null
    error_message = "There is no URL, and no right to one."
  }
}

run "without_an_alias_no_versions_are_made" {
  command = apply

  variables {
    alias           = null
    create_http_api = true
  }

  assert {
    condition     = !aws_lambda_function.this[0].publish && length(aws_lambda_alias.this) == 0 && output.qualifier == null
    error_message = "There is no alias."
  }

  assert {
    condition     = output.invoke_arn == "arn:aws:lambda:us-east-1:123456789012:function:mock" && aws_lambda_function_url.this[0].qualifier == null
    error_message = "The function itself is called."
  }
}

run "snap_start_on_wish" {
  command = plan

  variables {
    snap_start = true
  }

  assert {
    condition     = aws_lambda_function.this[0].snap_start[0].apply_on == "PublishedVersions"
    error_message = "Versions start from a snapshot."
  }
}

run "provisioned_and_reserved_environments_on_wish" {
  command = plan

  variables {
    provisioned_concurrency = 3
    reserved_concurrency    = 10
  }

  assert {
    condition     = aws_lambda_provisioned_concurrency_config.this[0].provisioned_concurrent_executions == 3 && aws_lambda_provisioned_concurrency_config.this[0].qualifier == "live" && aws_lambda_function.this[0].reserved_concurrent_executions == 10
    error_message = "Three are kept started for the alias, ten reserved."
  }
}

run "a_function_can_be_stopped" {
  command = plan

  variables {
    reserved_concurrency = 0
  }

  assert {
    condition     = aws_lambda_function.this[0].reserved_concurrent_executions == 0
    error_message = "No environment may start."
  }
}

run "tracing_network_key_and_variables_on_wish" {
  command = plan

  variables {
    tracing            = true
    subnet_ids         = ["subnet-1", "subnet-2"]
    security_group_ids = ["sg-1"]
    kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/1"
    environment        = { QUARTET_FUNCTION = "uuid" }
  }

  assert {
    condition     = aws_lambda_function.this[0].tracing_config[0].mode == "Active" && aws_lambda_function.this[0].vpc_config[0].subnet_ids == toset(["subnet-1", "subnet-2"]) && aws_lambda_function.this[0].kms_key_arn == "arn:aws:kms:us-east-1:123456789012:key/1" && aws_cloudwatch_log_group.this[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1"
    error_message = "All are there."
  }

  assert {
    condition     = aws_lambda_function.this[0].environment[0].variables == tomap({ QUARTET_FUNCTION = "uuid" })
    error_message = "The variables are those given."
  }
}

run "an_existing_role_is_used_as_it_is" {
  command = plan

  variables {
    create_role = false
    role_arn    = "arn:aws:iam::123456789012:role/theirs"
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && length(aws_iam_role_policy.this) == 0 && aws_lambda_function.this[0].role == "arn:aws:iam::123456789012:role/theirs"
    error_message = "No role is made."
  }
}

run "a_boundary_bounds_the_role" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = aws_iam_role.this[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The role has the boundary."
  }
}

run "a_zip_in_s3" {
  command = plan

  variables {
    zip    = null
    zip_s3 = { bucket = "zips", key = "function.zip", version = "1" }
  }

  assert {
    condition     = aws_lambda_function.this[0].filename == null && aws_lambda_function.this[0].s3_bucket == "zips" && aws_lambda_function.this[0].s3_key == "function.zip" && aws_lambda_function.this[0].s3_object_version == "1"
    error_message = "The zip is that in S3."
  }
}
