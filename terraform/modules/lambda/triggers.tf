# What calls the function beside its URL.

resource "aws_sqs_queue" "dead" {
  count = local.make_dead ? 1 : 0

  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}

resource "aws_sqs_queue" "this" {
  count = local.make_queue ? 1 : 0

  name                    = var.name
  sqs_managed_sse_enabled = true

  # What AWS asks for: six times the time-out, and the window beside it.
  visibility_timeout_seconds = 6 * var.timeout_seconds + var.queue.maximum_batching_window_seconds

  redrive_policy = local.make_dead ? jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[0].arn
    maxReceiveCount     = var.queue_receives
  }) : null

  tags = var.tags
}

resource "aws_lambda_event_source_mapping" "queue" {
  count = var.create && var.queue != null ? 1 : 0

  event_source_arn                   = local.make_queue ? aws_sqs_queue.this[0].arn : var.queue.arn
  function_name                      = local.invoke_arn
  batch_size                         = var.queue.batch_size
  maximum_batching_window_in_seconds = var.queue.maximum_batching_window_seconds
  function_response_types            = ["ReportBatchItemFailures"]

  dynamic "scaling_config" {
    for_each = var.queue.maximum_concurrency == null ? [] : [var.queue.maximum_concurrency]

    content {
      maximum_concurrency = scaling_config.value
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_function_event_invoke_config" "this" {
  count = local.make_dead && local.is_async ? 1 : 0

  function_name          = aws_lambda_function.this[0].function_name
  qualifier              = one(aws_lambda_alias.this[*].name)
  maximum_retry_attempts = 2

  destination_config {
    on_failure {
      destination = aws_sqs_queue.dead[0].arn
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

resource "aws_cloudwatch_event_rule" "schedule" {
  count = var.create ? length(var.schedules) : 0

  name                = "${var.name}-${count.index}"
  description         = "Calls the Lambda function ${var.name}."
  schedule_expression = var.schedules[count.index].expression
  tags                = var.tags
}

# With an input of its own the event arrives as a direct one, whichever schedule it is of.
resource "aws_cloudwatch_event_target" "schedule" {
  count = var.create ? length(var.schedules) : 0

  rule  = aws_cloudwatch_event_rule.schedule[count.index].name
  arn   = local.invoke_arn
  input = var.schedules[count.index].input
}

resource "aws_lambda_permission" "schedule" {
  count = var.create ? length(var.schedules) : 0

  statement_id  = "Schedule${count.index}"
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  function_name = aws_lambda_function.this[0].function_name
  qualifier     = one(aws_lambda_alias.this[*].name)
  source_arn    = aws_cloudwatch_event_rule.schedule[count.index].arn
}

resource "aws_lambda_permission" "bucket" {
  count = var.create ? length(var.caller_bucket_arns) : 0

  statement_id   = "Bucket${count.index}"
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  function_name  = aws_lambda_function.this[0].function_name
  qualifier      = one(aws_lambda_alias.this[*].name)
  source_arn     = var.caller_bucket_arns[count.index]
  source_account = data.aws_caller_identity.current.account_id
}

resource "aws_apigatewayv2_api" "this" {
  count = var.create && var.create_http_api ? 1 : 0

  name          = var.name
  description   = "Calls the Lambda function ${var.name}."
  protocol_type = "HTTP"
  tags          = var.tags
}

resource "aws_apigatewayv2_integration" "this" {
  count = var.create && var.create_http_api ? 1 : 0

  api_id                 = aws_apigatewayv2_api.this[0].id
  integration_type       = "AWS_PROXY"
  integration_uri        = local.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "this" {
  for_each = var.create && var.create_http_api ? toset(var.http_api_routes) : toset([])

  api_id             = aws_apigatewayv2_api.this[0].id
  route_key          = each.value
  target             = "integrations/${aws_apigatewayv2_integration.this[0].id}"
  authorization_type = var.http_api_authorization
}

resource "aws_cloudwatch_log_group" "http_api" {
  count = var.create && var.create_http_api ? 1 : 0

  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_apigatewayv2_stage" "this" {
  count = var.create && var.create_http_api ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.http_api[0].arn
    format = jsonencode({
      requestId = "$context.requestId"
      time      = "$context.requestTime"
      route     = "$context.routeKey"
      status    = "$context.status"
      latency   = "$context.responseLatency"
      error     = "$context.integrationErrorMessage"
    })
  }

  default_route_settings {
    throttling_rate_limit  = var.http_api_requests_per_second
    throttling_burst_limit = 2 * var.http_api_requests_per_second
  }

  tags = var.tags
}

resource "aws_lambda_permission" "http_api" {
  count = var.create && var.create_http_api ? 1 : 0

  statement_id  = "HttpApi"
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  function_name = aws_lambda_function.this[0].function_name
  qualifier     = one(aws_lambda_alias.this[*].name)
  source_arn    = "${aws_apigatewayv2_api.this[0].execution_arn}/*/*"
}
