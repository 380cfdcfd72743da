# What shows how the targets do, and what tells when they fail or cost too much.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name
  account   = data.aws_caller_identity.current.account_id

  make_topic  = var.create && length(var.emails) > 0
  topic_arn   = "arn:${local.partition}:sns:${local.region}:${local.account}:${var.name}"
  actions     = local.make_topic ? aws_sns_topic.this[*].arn : []
  with_alarms = var.create && var.create_alarms

  dead_letter_queues = {
    for key, function in var.functions : key => function.dead_letter_queue_name
    if function.has_dead_letter_queue
  }

  function_names = [for key in sort(keys(var.functions)) : var.functions[key].function_name]
  services       = [for key in sort(keys(var.services)) : var.services[key]]

  function_widgets = length(var.functions) == 0 ? [] : [
    {
      title   = "Lambda: duration, ms", statistic = "p99", view = "timeSeries"
      metrics = [for name in local.function_names : ["AWS/Lambda", "Duration", "FunctionName", name]]
    },
    {
      title   = "Lambda: invocations", statistic = "Sum", view = "timeSeries"
      metrics = [for name in local.function_names : ["AWS/Lambda", "Invocations", "FunctionName", name]]
    },
    {
      title   = "Lambda: errors and throttles", statistic = "Sum", view = "timeSeries"
      metrics = [for pair in setproduct(["Errors", "Throttles"], local.function_names) : ["AWS/Lambda", pair[0], "FunctionName", pair[1]]]
    },
    {
      title   = "Lambda: environments at work", statistic = "Maximum", view = "timeSeries"
      metrics = [for name in local.function_names : ["AWS/Lambda", "ConcurrentExecutions", "FunctionName", name]]
    },
  ]

  service_widgets = length(var.services) == 0 ? [] : [
    {
      title   = "Fargate: response time, s", statistic = "p99", view = "timeSeries"
      metrics = [for service in local.services : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", service.load_balancer_arn_suffix]]
    },
    {
      title   = "Fargate: requests", statistic = "Sum", view = "timeSeries"
      metrics = [for service in local.services : ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", service.load_balancer_arn_suffix]]
    },
    {
      title   = "Fargate: answers of 5xx", statistic = "Sum", view = "timeSeries"
      metrics = [for service in local.services : ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", service.load_balancer_arn_suffix]]
    },
    {
      title   = "Fargate: CPU, %", statistic = "Average", view = "timeSeries"
      metrics = [for service in local.services : ["AWS/ECS", "CPUUtilization", "ClusterName", service.cluster_name, "ServiceName", service.service_name]]
    },
  ]

  widgets = concat(local.function_widgets, local.service_widgets)
}

resource "aws_sns_topic" "this" {
  count = local.make_topic ? 1 : 0

  name = var.name
  tags = var.tags
}

resource "aws_sns_topic_policy" "this" {
  count = local.make_topic ? 1 : 0

  arn = aws_sns_topic.this[0].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["sns:Publish"]
        Resource  = [local.topic_arn]
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      }
    ]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = local.make_topic ? toset(var.emails) : toset([])

  topic_arn = aws_sns_topic.this[0].arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.create && var.create_dashboard && length(local.widgets) > 0 ? 1 : 0

  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [
      for index, widget in local.widgets : {
        type   = "metric"
        x      = index % 2 * 12
        y      = floor(index / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = widget.title
          region  = local.region
          view    = widget.view
          stat    = widget.statistic
          period  = 60
          metrics = widget.metrics
        }
      }
    ]
  })
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = local.with_alarms ? var.functions : {}

  alarm_name          = "${var.name}-${each.key}-errors"
  alarm_description   = "More than ${var.error_percent} % of the calls of ${each.value.function_name} fail."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.error_percent
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.actions
  ok_actions          = local.actions

  metric_query {
    id          = "share"
    expression  = "100 * errors / MAX([errors, calls])"
    label       = "failing, %"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions  = { FunctionName = each.value.function_name }
      period      = 300
      stat        = "Sum"
    }
  }

  metric_query {
    id = "calls"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Invocations"
      dimensions  = { FunctionName = each.value.function_name }
      period      = 300
      stat        = "Sum"
    }
  }

  tags = var.tags
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = local.with_alarms ? local.dead_letter_queues : {}

  alarm_name          = "${var.name}-${each.key}-dead-letters"
  alarm_description   = "Messages that failed for good wait in ${each.value}."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value }
  statistic           = "Maximum"
  period              = 300
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.actions
  ok_actions          = local.actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "answers" {
  for_each = local.with_alarms ? var.services : {}

  alarm_name          = "${var.name}-${each.key}-errors"
  alarm_description   = "More than ${var.error_percent} % of the answers of ${each.value.service_name} are 5xx."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.error_percent
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.actions
  ok_actions          = local.actions

  metric_query {
    id          = "share"
    expression  = "100 * errors / MAX([errors, calls])"
    label       = "failing, %"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      dimensions  = { LoadBalancer = each.value.load_balancer_arn_suffix }
      period      = 300
      stat        = "Sum"
    }
  }

  metric_query {
    id = "calls"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      dimensions  = { LoadBalancer = each.value.load_balancer_arn_suffix }
      period      = 300
      stat        = "Sum"
    }
  }

  tags = var.tags
}

resource "aws_cloudwatch_metric_alarm" "no_tasks" {
  for_each = local.with_alarms ? var.services : {}

  alarm_name          = "${var.name}-${each.key}-no-tasks"
  alarm_description   = "No task of ${each.value.service_name} can answer."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HealthyHostCount"
  dimensions          = { LoadBalancer = each.value.load_balancer_arn_suffix, TargetGroup = each.value.target_group_arn_suffix }
  statistic           = "Maximum"
  period              = 60
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = 3
  treat_missing_data  = "breaching"
  alarm_actions       = local.actions
  ok_actions          = local.actions
  tags                = var.tags
}

resource "aws_budgets_budget" "this" {
  count = var.create && var.monthly_budget_usd != null ? 1 : 0

  name         = var.name
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "cost_filter" {
    for_each = var.budget_tag == null ? [] : [var.budget_tag]

    content {
      name   = "TagKeyValue"
      values = ["user:${cost_filter.value}"]
    }
  }

  dynamic "notification" {
    for_each = { 50 = "ACTUAL", 80 = "ACTUAL", 100 = "FORECASTED" }

    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = tonumber(notification.key)
      threshold_type             = "PERCENTAGE"
      notification_type          = notification.value
      subscriber_email_addresses = var.emails
    }
  }

  tags = var.tags
}
