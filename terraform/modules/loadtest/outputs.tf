output "cluster_arn" {
  description = "The cluster to run the task in."
  value       = local.make_cluster ? one(aws_ecs_cluster.this[*].arn) : var.cluster_arn
}

output "task_definition_arn" {
  description = "The task definition to run."
  value       = one(aws_ecs_task_definition.this[*].arn)
}

output "container_name" {
  description = "The container whose variables a run overrides: `BASE_URL`, `RATE`, `DURATION`."
  value       = "k6"
}

output "subnet_ids" {
  description = "The subnets to run the task in."
  value       = var.subnet_ids
}

output "security_group_ids" {
  description = "The security groups to run the task with."
  value       = aws_security_group.this[*].id
}

output "assign_public_ip" {
  description = "Whether the task is to have a public address."
  value       = var.assign_public_ip
}

output "results_prefix" {
  description = "Where results go in the bucket."
  value       = var.results_prefix
}

output "statements" {
  description = "The statements of the task's policy."
  value       = local.statements
}

output "vcpus" {
  description = "Processors of the task."
  value       = var.vcpus
}

output "memory_megabytes" {
  description = "Memory of the task."
  value       = var.memory_megabytes
}
