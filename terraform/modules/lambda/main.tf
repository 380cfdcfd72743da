# One function from a zip, JVM or native, with its role, log, URL, queue and schedules.

locals {
  make_alias  = var.create && var.alias != null
  make_queue  = var.create && try(var.queue.create, false)
  is_async    = length(var.schedules) > 0 || length(var.caller_bucket_arns) > 0
  needs_dead  = local.is_async || try(var.queue.create, false)
  make_dead   = var.create && var.create_dead_letter_queue && local.needs_dead
  make_public = var.create_function_url && var.function_url_authorization == "NONE"

  # What URL, API, queue and schedules call.
  invoke_arn = local.make_alias ? one(aws_lambda_alias.this[*].arn) : one(aws_lambda_function.this[*].arn)
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.create ? 1 : 0

  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "this" {
  count = var.create ? 1 : 0

  function_name = var.name
  description   = var.description
  role          = local.make_role ? aws_iam_role.this[0].arn : var.role_arn

  filename          = var.zip
  source_code_hash  = var.zip == null ? null : filebase64sha256(var.zip)
  s3_bucket         = try(var.zip_s3.bucket, null)
  s3_key            = try(var.zip_s3.key, null)
  s3_object_version = try(var.zip_s3.version, null)

  runtime                        = var.runtime
  handler                        = var.handler
  architectures                  = [var.architecture]
  memory_size                    = var.memory_megabytes
  timeout                        = var.timeout_seconds
  kms_key_arn                    = var.kms_key_arn
  reserved_concurrent_executions = var.reserved_concurrency == null ? -1 : var.reserved_concurrency
  publish                        = var.alias != null

  ephemeral_storage {
    size = var.ephemeral_storage_megabytes
  }

  dynamic "environment" {
    for_each = length(var.environment) == 0 ? [] : [var.environment]

    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = length(var.subnet_ids) == 0 ? [] : [var.subnet_ids]

    content {
      subnet_ids         = vpc_config.value
      security_group_ids = var.security_group_ids
    }
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? ["PublishedVersions"] : []

    content {
      apply_on = snap_start.value
    }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  tags = var.tags

  # Lambda would make the group itself, without an end to what it keeps; and a version is started as it is published.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]
}

resource "aws_lambda_alias" "this" {
  count = local.make_alias ? 1 : 0

  name             = var.alias
  function_name    = aws_lambda_function.this[0].function_name
  function_version = aws_lambda_function.this[0].version
}

resource "aws_lambda_provisioned_concurrency_config" "this" {
  count = local.make_alias && var.provisioned_concurrency > 0 ? 1 : 0

  function_name                     = aws_lambda_alias.this[0].function_name
  qualifier                         = aws_lambda_alias.this[0].name
  provisioned_concurrent_executions = var.provisioned_concurrency
}

resource "aws_lambda_function_url" "this" {
  count = var.create && var.create_function_url ? 1 : 0

  function_name      = aws_lambda_function.this[0].function_name
  qualifier          = one(aws_lambda_alias.this[*].name)
  authorization_type = var.function_url_authorization
}

# A public URL wants both since October 2025.
resource "aws_lambda_permission" "public_url" {
  for_each = var.create && local.make_public ? toset(["InvokeFunctionUrl", "InvokeFunction"]) : toset([])

  statement_id           = "Public${each.key}"
  action                 = "lambda:${each.key}"
  principal              = "*"
  function_name          = aws_lambda_function.this[0].function_name
  qualifier              = one(aws_lambda_alias.this[*].name)
  function_url_auth_type = each.key == "InvokeFunctionUrl" ? "NONE" : null
}
