# Where functions keep what they make: a bucket and a table.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name
  account   = data.aws_caller_identity.current.account_id

  make_bucket = var.create && var.create_bucket
  make_table  = var.create && var.create_table

  bucket_arn = "arn:${local.partition}:s3:::${var.bucket}"
  table_arn  = "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${var.table}"

  only_by_tls = {
    Sid       = "OnlyByTls"
    Effect    = "Deny"
    Principal = "*"
    Action    = "s3:*"
    Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  never_deleted = {
    Sid       = "NeverDeleted"
    Effect    = "Deny"
    Principal = "*"
    Action    = ["s3:DeleteBucket"]
    Resource  = [local.bucket_arn]
  }
}

resource "aws_s3_bucket" "this" {
  count = local.make_bucket ? 1 : 0

  bucket        = var.bucket
  force_destroy = !var.protect_data
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "this" {
  count = local.make_bucket ? 1 : 0

  bucket                  = aws_s3_bucket.this[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  count = local.make_bucket ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  count = local.make_bucket ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count = local.make_bucket ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    bucket_key_enabled = var.kms_key_arn != null

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  count = local.make_bucket ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.only_by_tls], var.protect_data ? [local.never_deleted] : [])
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count = local.make_bucket ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.old_version_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  dynamic "rule" {
    for_each = var.expire_objects_days == null ? [] : [var.expire_objects_days]

    content {
      id     = "objects"
      status = "Enabled"

      filter {}

      expiration {
        days = rule.value
      }

      abort_incomplete_multipart_upload {
        days_after_initiation = 1
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_logging" "this" {
  count = local.make_bucket && var.access_log_bucket != null ? 1 : 0

  bucket        = aws_s3_bucket.this[0].id
  target_bucket = var.access_log_bucket
  target_prefix = "${var.bucket}/"
}

resource "aws_s3_bucket_notification" "this" {
  count = var.create && length(var.notifications) > 0 ? 1 : 0

  bucket = local.make_bucket ? aws_s3_bucket.this[0].id : var.bucket

  dynamic "lambda_function" {
    for_each = var.notifications

    content {
      lambda_function_arn = lambda_function.value.function_arn
      events              = lambda_function.value.events
      filter_prefix       = lambda_function.value.prefix == "" ? null : lambda_function.value.prefix
      filter_suffix       = lambda_function.value.suffix == "" ? null : lambda_function.value.suffix
    }
  }
}

resource "aws_dynamodb_table" "this" {
  count = local.make_table ? 1 : 0

  name                        = var.table
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.table_hash_key
  deletion_protection_enabled = var.protect_data

  attribute {
    name = var.table_hash_key
    type = "S"
  }

  dynamic "ttl" {
    for_each = var.table_ttl_attribute == null ? [] : [var.table_ttl_attribute]

    content {
      enabled        = true
      attribute_name = ttl.value
    }
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery
  }

  # Without the block DynamoDB encrypts by a key of its own.
  dynamic "server_side_encryption" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]

    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }

  tags = var.tags
}
