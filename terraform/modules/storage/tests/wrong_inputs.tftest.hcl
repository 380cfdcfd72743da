# Wrong inputs are refused; each message names the variable and the remedy.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  bucket = "things"
  table  = "records"
}

run "a_bucket_with_capitals" {
  command = plan

  variables {
    bucket = "Things"
  }

  expect_failures = [var.bucket]
}

run "a_short_bucket" {
  command = plan

  variables {
    bucket = "ab"
  }

  expect_failures = [var.bucket]
}

run "a_table_with_a_slash" {
  command = plan

  variables {
    table = "a/b/c"
  }

  expect_failures = [var.table]
}

run "a_key_by_its_alias" {
  command = plan

  variables {
    kms_key_arn = "alias/mine"
  }

  expect_failures = [var.kms_key_arn]
}

run "versions_that_go_at_once" {
  command = plan

  variables {
    old_version_days = 0
  }

  expect_failures = [var.old_version_days]
}

run "half_a_day" {
  command = plan

  variables {
    old_version_days = 1.5
  }

  expect_failures = [var.old_version_days]
}

run "objects_that_go_at_once" {
  command = plan

  variables {
    expire_objects_days = 0
  }

  expect_failures = [var.expire_objects_days]
}

run "objects_that_go_after_many_years" {
  command = plan

  variables {
    expire_objects_days = 4000
  }

  expect_failures = [var.expire_objects_days]
}

run "notifications_of_no_event" {
  command = plan

  variables {
    notifications = [{ function_arn = "arn:aws:lambda:us-east-1:123456789012:function:f", events = [] }]
  }

  expect_failures = [var.notifications]
}

run "notifications_of_an_unknown_event" {
  command = plan

  variables {
    notifications = [{ function_arn = "arn:aws:lambda:us-east-1:123456789012:function:f", events = ["created"] }]
  }

  expect_failures = [var.notifications]
}
