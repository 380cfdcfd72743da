output "dashboard_url" {
  description = "The dashboard in the console; `null` without one."
  value       = length(aws_cloudwatch_dashboard.this) == 0 ? null : "https://${local.region}.console.aws.amazon.com/cloudwatch/home?region=${local.region}#dashboards:name=${var.name}"
}

output "topic_arn" {
  description = "The topic that alarms are sent to; `null` when nobody is told."
  value       = one(aws_sns_topic.this[*].arn)
}

output "alarm_names" {
  description = "The names of all alarms."
  value = sort(concat(
    [for alarm in aws_cloudwatch_metric_alarm.errors : alarm.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.dead_letters : alarm.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.answers : alarm.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.no_tasks : alarm.alarm_name],
  ))
}
