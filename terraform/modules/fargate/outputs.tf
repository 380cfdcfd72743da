output "base_url" {
  description = "The load balancer's URL, without a path. With a certificate, point the certificate's name to it."
  value       = var.create ? "${local.is_tls ? "https" : "http"}://${aws_lb.this[0].dns_name}" : null
}

output "public" {
  description = "Whether the load balancer has public addresses."
  value       = local.is_public
}

output "tls" {
  description = "Whether it speaks TLS."
  value       = local.is_tls
}

output "load_balancer_arn_suffix" {
  description = "The load balancer as a dimension of metrics."
  value       = one(aws_lb.this[*].arn_suffix)
}

output "target_group_arn_suffix" {
  description = "The target group as a dimension of metrics."
  value       = one(aws_lb_target_group.this[*].arn_suffix)
}

output "cluster_name" {
  description = "The name of the cluster."
  value       = local.cluster_name
}

output "cluster_arn" {
  description = "The ARN of the cluster."
  value       = local.cluster_arn
}

output "service_name" {
  description = "The name of the service."
  value       = one(aws_ecs_service.this[*].name)
}

output "task_definition_arn" {
  description = "The revision of the task definition that is deployed."
  value       = one(aws_ecs_task_definition.this[*].arn)
}

output "task_role_arn" {
  description = "The role of the app."
  value       = local.make_task_role ? one(aws_iam_role.task[*].arn) : var.task_role_arn
}

output "task_statements" {
  description = "The statements of the app's policy."
  value       = local.task_statements
}

output "execution_statements" {
  description = "The statements of the policy that tasks are started with."
  value       = local.execution_statements
}

output "log_group_name" {
  description = "The name of the log group."
  value       = one(aws_cloudwatch_log_group.this[*].name)
}

output "repository_url" {
  description = "The repository that was made; `null` with an existing image."
  value       = one(aws_ecr_repository.this[*].repository_url)
}

output "image" {
  description = "The image that the tasks run."
  value       = var.create ? local.image : null
}

output "vpc_id" {
  description = "The id of the VPC."
  value       = local.vpc_id
}

output "subnet_ids" {
  description = "The subnets of the load balancer."
  value       = local.subnet_ids
}

output "task_security_group_id" {
  description = "The security group of the tasks."
  value       = one(aws_security_group.task[*].id)
}
