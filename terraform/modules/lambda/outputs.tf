output "function_name" {
  description = "The name of the function."
  value       = one(aws_lambda_function.this[*].function_name)
}

output "function_arn" {
  description = "Its ARN, without a version."
  value       = one(aws_lambda_function.this[*].arn)
}

output "version" {
  description = "The version that the alias stands for."
  value       = one(aws_lambda_function.this[*].version)
}

output "qualifier" {
  description = "The name of the alias; `null` without one."
  value       = one(aws_lambda_alias.this[*].name)
}

output "invoke_arn" {
  description = "What is called: the alias, or the function without one."
  value       = local.invoke_arn
}

output "notification_arn" {
  description = "The same, once the bucket may call it: for the bucket's notifications."
  value       = local.invoke_arn
  depends_on  = [aws_lambda_permission.bucket]
}

output "role_arn" {
  description = "The ARN of its role."
  value       = local.make_role ? one(aws_iam_role.this[*].arn) : var.role_arn
}

output "role_statements" {
  description = "The statements of the role's policy."
  value       = local.statements
}

output "log_group_name" {
  description = "The name of its log group."
  value       = one(aws_cloudwatch_log_group.this[*].name)
}

output "function_url" {
  description = "Its Function URL, which ends with `/`; `null` without one."
  value       = one(aws_lambda_function_url.this[*].function_url)
}

output "http_api_url" {
  description = "The URL of its HTTP API, which ends without `/`; `null` without one."
  value       = one(aws_apigatewayv2_api.this[*].api_endpoint)
}

output "queue_url" {
  description = "The URL of the queue that was made; `null` without one."
  value       = one(aws_sqs_queue.this[*].url)
}

output "queue_arn" {
  description = "The ARN of its queue; `null` without one."
  value       = local.make_queue ? one(aws_sqs_queue.this[*].arn) : try(var.queue.arn, null)
}

output "dead_letter_queue_url" {
  description = "The URL of its dead-letter queue; `null` without one."
  value       = one(aws_sqs_queue.dead[*].url)
}

output "dead_letter_queue_name" {
  description = "The name of its dead-letter queue; `null` without one."
  value       = one(aws_sqs_queue.dead[*].name)
}

output "has_dead_letter_queue" {
  description = "Whether a dead-letter queue is made, known when planned."
  value       = local.make_dead
}
