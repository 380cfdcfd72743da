mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "quartet"
  functions = {
    lambda-jvm-uuid = {
      function_name          = "quartet-lambda-jvm-uuid"
      has_dead_letter_queue  = true
      dead_letter_queue_name = "quartet-lambda-jvm-uuid-dead"
    }
    lambda-native-predict = {
      function_name = "quartet-lambda-native-predict"
    }
  }
  services = {
    fargate = {
      cluster_name             = "quartet-fargate"
      service_name             = "quartet-fargate"
      load_balancer_arn_suffix = "app/quartet-fargate/1"
      target_group_arn_suffix  = "targetgroup/quartet-fargate/1"
    }
  }
}

run "the_dashboard_shows_functions_and_services" {
  command = plan

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets) == 8
    error_message = "Four pictures are of Lambda, four of Fargate."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[0].properties.metrics == [["AWS/Lambda", "Duration", "FunctionName", "quartet-lambda-jvm-uuid"], ["AWS/Lambda", "Duration", "FunctionName", "quartet-lambda-native-predict"]]
    error_message = "Each function has a line."
  }
}

run "alarms_for_each_function_queue_and_service" {
  command = plan

  assert {
    condition = output.alarm_names == tolist([
      "quartet-fargate-errors",
      "quartet-fargate-no-tasks",
      "quartet-lambda-jvm-uuid-dead-letters",
      "quartet-lambda-jvm-uuid-errors",
      "quartet-lambda-native-predict-errors",
    ])
    error_message = "The alarms are others: ${join(", ", output.alarm_names)}"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.dead_letters["lambda-jvm-uuid"].dimensions == tomap({ QueueName = "quartet-lambda-jvm-uuid-dead" }) && aws_cloudwatch_metric_alarm.no_tasks["fargate"].treat_missing_data == "breaching"
    error_message = "A service that says nothing has no tasks."
  }

  assert {
    condition     = length(aws_sns_topic.this) == 0 && length(aws_budgets_budget.this) == 0 && output.topic_arn == null
    error_message = "Nobody is told, and there is no budget."
  }
}

run "mails_and_a_budget_on_wish" {
  command = apply

  variables {
    emails             = ["ops@example.org"]
    monthly_budget_usd = 20
    budget_tag         = "project$quartet"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.errors["lambda-jvm-uuid"].alarm_actions == toset(["arn:aws:sns:us-east-1:123456789012:mock"]) && aws_sns_topic_subscription.email["ops@example.org"].protocol == "email"
    error_message = "Alarms go to the topic, and from there to the address."
  }

  assert {
    condition     = aws_budgets_budget.this[0].limit_amount == "20" && length(aws_budgets_budget.this[0].notification) == 3 && alltrue([for each in aws_budgets_budget.this[0].notification : each.subscriber_email_addresses == toset(["ops@example.org"])])
    error_message = "Three mails tell of the budget."
  }

  assert {
    condition     = one(aws_budgets_budget.this[0].cost_filter).values == tolist(["user:project$quartet"])
    error_message = "Only what has the tag is counted."
  }

  assert {
    condition = jsondecode(aws_sns_topic_policy.this[0].policy).Statement == [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["sns:Publish"]
        Resource  = ["arn:aws:sns:us-east-1:123456789012:quartet"]
        Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
      },
    ]
    error_message = "Alarms of this account alone may publish."
  }
}

run "neither_dashboard_nor_alarms" {
  command = plan

  variables {
    create_dashboard = false
    create_alarms    = false
  }

  assert {
    condition     = length(aws_cloudwatch_dashboard.this) == 0 && length(output.alarm_names) == 0 && output.dashboard_url == null
    error_message = "Nothing is watched."
  }
}

run "nothing_to_watch" {
  command = plan

  variables {
    functions = {}
    services  = {}
  }

  assert {
    condition     = length(aws_cloudwatch_dashboard.this) == 0 && length(output.alarm_names) == 0
    error_message = "There is nothing to show."
  }
}

run "create_false_makes_nothing" {
  command = plan

  variables {
    create             = false
    emails             = ["ops@example.org"]
    monthly_budget_usd = 20
  }

  assert {
    condition     = length(aws_cloudwatch_dashboard.this) == 0 && length(output.alarm_names) == 0 && length(aws_sns_topic.this) == 0 && length(aws_budgets_budget.this) == 0
    error_message = "Nothing may be made."
  }
}
