# A container with all functions, as a service on Fargate behind a load balancer.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name
  account   = data.aws_caller_identity.current.account_id

  make_cluster = var.create && var.create_cluster
  cluster_arn  = local.make_cluster ? one(aws_ecs_cluster.this[*].arn) : var.cluster_arn
  cluster_name = local.make_cluster ? var.name : try(element(split("/", var.cluster_arn), 1), null)

  log_group_name = "/quartet/${var.name}"
  log_group_arn  = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${local.log_group_name}"

  # The image has bash and grep, and no curl. The same check as its own, which ECS ignores.
  liveness = "exec 3<>/dev/tcp/127.0.0.1/${var.port} && printf 'GET ${var.liveness_path} HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.[01] 200' <&3"

  # The port is the app's to know by its variable.
  environment = merge(
    { AWS_REGION = local.region, QUARKUS_HTTP_PORT = tostring(var.port) },
    var.environment,
  )
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.create ? 1 : 0

  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_ecs_cluster" "this" {
  count = local.make_cluster ? 1 : 0

  name = var.name

  setting {
    name  = "containerInsights"
    value = var.container_insights ? "enabled" : "disabled"
  }

  tags = var.tags
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  count = local.make_cluster ? 1 : 0

  cluster_name       = aws_ecs_cluster.this[0].name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

resource "aws_ecs_task_definition" "this" {
  count = var.create ? 1 : 0

  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.vcpus * 1024)
  memory                   = tostring(var.memory_megabytes)
  task_role_arn            = local.make_task_role ? aws_iam_role.task[0].arn : var.task_role_arn
  execution_role_arn       = local.make_execution_role ? aws_iam_role.execution[0].arn : var.execution_role_arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = upper(var.architecture)
  }

  volume {
    name = "writable"
  }

  container_definitions = jsonencode([
    {
      name                   = "app"
      image                  = local.image
      essential              = true
      readonlyRootFilesystem = true
      stopTimeout            = var.stop_timeout_seconds

      portMappings = [{ containerPort = var.port, hostPort = var.port, protocol = "tcp" }]
      mountPoints  = [{ sourceVolume = "writable", containerPath = var.writable_folder, readOnly = false }]
      environment  = [for name in sort(keys(local.environment)) : { name = name, value = local.environment[name] }]

      healthCheck = {
        command     = ["CMD", "/bin/bash", "-c", local.liveness]
        interval    = 10
        timeout     = 3
        startPeriod = 10
        retries     = 3
      }

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = local.log_group_name
          awslogs-region        = local.region
          awslogs-stream-prefix = "app"
        }
      }
    }
  ])

  tags = var.tags

  depends_on = [terraform_data.image]
}

resource "aws_ecs_service" "this" {
  count = var.create ? 1 : 0

  name                              = var.name
  cluster                           = local.cluster_arn
  task_definition                   = aws_ecs_task_definition.this[0].arn
  desired_count                     = var.minimum_tasks
  availability_zone_rebalancing     = "ENABLED"
  health_check_grace_period_seconds = 30
  enable_ecs_managed_tags           = true
  propagate_tags                    = "SERVICE"
  wait_for_steady_state             = var.wait_for_steady_state

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  capacity_provider_strategy {
    capacity_provider = var.capacity_provider
    weight            = 1
  }

  network_configuration {
    subnets          = local.task_subnet_ids
    security_groups  = [aws_security_group.task[0].id]
    assign_public_ip = var.assign_public_ip
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this[0].arn
    container_name   = "app"
    container_port   = var.port
  }

  tags = var.tags

  # Autoscaling owns the number of tasks.
  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.this,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.task,
    aws_lb_listener.http,
    aws_lb_listener.https,
  ]
}

resource "aws_appautoscaling_target" "this" {
  count = var.create && var.maximum_tasks > var.minimum_tasks ? 1 : 0

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${local.cluster_name}/${aws_ecs_service.this[0].name}"
  min_capacity       = var.minimum_tasks
  max_capacity       = var.maximum_tasks
  tags               = var.tags
}

resource "aws_appautoscaling_policy" "cpu" {
  count = var.create && var.maximum_tasks > var.minimum_tasks ? 1 : 0

  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.target_cpu_percent
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
