# The stores, with each option on and off.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  bucket = "things"
  table  = "records"
}

run "the_bucket_is_private_versioned_and_encrypted" {
  command = plan

  assert {
    condition     = alltrue([for each in aws_s3_bucket_public_access_block.this : each.block_public_acls && each.block_public_policy && each.ignore_public_acls && each.restrict_public_buckets])
    error_message = "All four kinds of public access are blocked."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this[0].versioning_configuration[0].status == "Enabled" && aws_s3_bucket_ownership_controls.this[0].rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "Objects have versions, and one owner."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "Objects are encrypted by S3's own key."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this[0].rule[0].noncurrent_version_expiration[0].noncurrent_days == 7 && length(aws_s3_bucket_lifecycle_configuration.this[0].rule) == 1
    error_message = "Old versions go after a week, objects stay."
  }
}

run "only_tls_is_let_in" {
  command = plan

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this[0].policy).Statement == [
      {
        Sid       = "OnlyByTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::things", "arn:aws:s3:::things/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The policy has one statement: ${aws_s3_bucket_policy.this[0].policy}"
  }
}

run "the_table_costs_by_use_and_can_be_restored" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this[0].billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.this[0].hash_key == "uuid" && aws_dynamodb_table.this[0].point_in_time_recovery[0].enabled
    error_message = "On demand, by uuid, with recovery."
  }

  assert {
    condition     = aws_dynamodb_table.this[0].ttl[0].attribute_name == "expires_at" && length(aws_dynamodb_table.this[0].server_side_encryption) == 0
    error_message = "Records may expire, and are encrypted by DynamoDB's own key."
  }
}

run "unprotected_data_goes_with_a_destroy" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this[0].force_destroy && !aws_dynamodb_table.this[0].deletion_protection_enabled
    error_message = "A destroy leaves nothing behind."
  }
}

run "protected_data_stays" {
  command = plan

  variables {
    protect_data = true
  }

  assert {
    condition     = !aws_s3_bucket.this[0].force_destroy && aws_dynamodb_table.this[0].deletion_protection_enabled
    error_message = "Neither lets itself be deleted."
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this[0].policy).Statement[1] == {
      Sid       = "NeverDeleted"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["s3:DeleteBucket"]
      Resource  = ["arn:aws:s3:::things"]
    }
    error_message = "Not even an empty bucket may be deleted."
  }
}

run "a_key_of_ones_own" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule).apply_server_side_encryption_by_default[0].kms_master_key_id == "arn:aws:kms:us-east-1:123456789012:key/1" && aws_dynamodb_table.this[0].server_side_encryption[0].kms_key_arn == "arn:aws:kms:us-east-1:123456789012:key/1"
    error_message = "Both use the key."
  }
}

run "objects_may_expire_and_records_stay" {
  command = plan

  variables {
    expire_objects_days    = 30
    table_ttl_attribute    = null
    point_in_time_recovery = false
    access_log_bucket      = "logs"
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this[0].rule[1].expiration[0].days == 30
    error_message = "Objects go after 30 days."
  }

  assert {
    condition     = length(aws_dynamodb_table.this[0].ttl) == 0 && !aws_dynamodb_table.this[0].point_in_time_recovery[0].enabled && aws_s3_bucket_logging.this[0].target_bucket == "logs"
    error_message = "Nothing expires, nothing is restored, and accesses are logged."
  }
}

run "a_bucket_calls_functions" {
  command = plan

  variables {
    notifications = [
      {
        function_arn = "arn:aws:lambda:us-east-1:123456789012:function:resize"
        events       = ["s3:ObjectCreated:*"]
        prefix       = "in/"
        suffix       = ".png"
      },
    ]
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].lambda_function[0].filter_prefix == "in/" && aws_s3_bucket_notification.this[0].lambda_function[0].filter_suffix == ".png" && aws_s3_bucket_notification.this[0].lambda_function[0].events == toset(["s3:ObjectCreated:*"])
    error_message = "The notification is as given."
  }
}

run "without_notifications_there_are_none" {
  command = plan

  assert {
    condition     = length(aws_s3_bucket_notification.this) == 0 && length(aws_s3_bucket_logging.this) == 0
    error_message = "Nothing is called, and nothing logged."
  }
}

run "existing_stores_are_left_as_they_are" {
  command = plan

  variables {
    create_bucket = false
    create_table  = false
  }

  assert {
    condition     = length(aws_s3_bucket.this) == 0 && length(aws_s3_bucket_policy.this) == 0 && length(aws_s3_bucket_versioning.this) == 0 && length(aws_dynamodb_table.this) == 0
    error_message = "Nothing is made."
  }

  assert {
    condition     = output.bucket_arn == "arn:aws:s3:::things" && output.table_arn == "arn:aws:dynamodb:us-east-1:123456789012:table/records" && output.bucket == "things" && output.table == "records"
    error_message = "Their names are known all the same."
  }
}

run "create_false_makes_nothing" {
  command = plan

  variables {
    create        = false
    notifications = [{ function_arn = "arn:aws:lambda:us-east-1:123456789012:function:f", events = ["s3:ObjectCreated:*"] }]
  }

  assert {
    condition     = length(aws_s3_bucket.this) == 0 && length(aws_dynamodb_table.this) == 0 && length(aws_s3_bucket_notification.this) == 0
    error_message = "Nothing may be made."
  }
}
