output "bucket" {
  description = "The name of the bucket."
  value       = local.make_bucket ? aws_s3_bucket.this[0].id : var.bucket
}

output "bucket_arn" {
  description = "The ARN of the bucket."
  value       = local.make_bucket ? aws_s3_bucket.this[0].arn : local.bucket_arn
}

output "table" {
  description = "The name of the table."
  value       = local.make_table ? aws_dynamodb_table.this[0].name : var.table
}

output "table_arn" {
  description = "The ARN of the table."
  value       = local.make_table ? aws_dynamodb_table.this[0].arn : local.table_arn
}

output "kms_key_arn" {
  description = "The key that both are encrypted with; `null` for those of S3 and DynamoDB."
  value       = var.kms_key_arn
}
