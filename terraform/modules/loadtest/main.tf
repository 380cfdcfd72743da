# A task that sends the load from beside the targets. Nothing runs until somebody starts it with `aws ecs run-task`:
# the first container brings the scripts from S3, k6 runs them, the last takes the results to S3.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name
  account   = data.aws_caller_identity.current.account_id

  make_cluster   = var.create && var.create_cluster
  bucket_arn     = "arn:${local.partition}:s3:::${var.bucket}"
  scripts_prefix = "loadtest/scripts/${var.name}/"
  log_group_name = "/quartet/${var.name}"
  log_group_arn  = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${local.log_group_name}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "ecs-tasks.amazonaws.com" }
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      }
    ]
  })

  statements = concat(
    [
      {
        Sid      = "Scripts"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["${local.bucket_arn}/${local.scripts_prefix}*"]
      },
      {
        Sid       = "ListScripts"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = [local.bucket_arn]
        Condition = { StringLike = { "s3:prefix" = ["${local.scripts_prefix}*"] } }
      },
      {
        Sid      = "Results"
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = ["${local.bucket_arn}/${var.results_prefix}*"]
      }
    ],
    length(var.invoke_function_arns) == 0 ? [] : [
      {
        Sid      = "Functions"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]
        Resource = flatten([for arn in var.invoke_function_arns : [arn, "${arn}:*"]])
      }
    ],
    var.kms_key_arn == null ? [] : [
      {
        Sid      = "Key"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = [var.kms_key_arn]
      }
    ],
  )

  # Folders are shared between the containers by the volume; k6 isn't root.
  mount = [{ sourceVolume = "work", containerPath = "/work", readOnly = false }]
  log = {
    logDriver = "awslogs"
    options = {
      awslogs-group         = local.log_group_name
      awslogs-region        = local.region
      awslogs-stream-prefix = "load"
    }
  }
  bring = "aws s3 cp --recursive --only-show-errors s3://${var.bucket}/${local.scripts_prefix} /work/ && mkdir -p /work/results && chmod -R a+rwX /work"
  take  = "aws s3 cp --recursive --only-show-errors /work/results s3://${var.bucket}/${var.results_prefix}$${RUN}/$(date -u +%Y%m%dT%H%M%SZ)-$${RANDOM}/"
}

resource "aws_s3_object" "script" {
  for_each = var.create ? var.scripts : {}

  bucket      = var.bucket
  key         = "${local.scripts_prefix}${each.key}"
  source      = each.value
  source_hash = filemd5(each.value)
  tags        = var.tags
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
    value = "disabled"
  }

  tags = var.tags
}

resource "aws_ecs_task_definition" "this" {
  count = var.create ? 1 : 0

  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.vcpus * 1024)
  memory                   = tostring(var.memory_megabytes)
  task_role_arn            = aws_iam_role.task[0].arn
  execution_role_arn       = aws_iam_role.execution[0].arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = upper(var.architecture)
  }

  volume {
    name = "work"
  }

  container_definitions = jsonencode([
    {
      name                   = "bring"
      image                  = var.aws_cli_image
      essential              = false
      readonlyRootFilesystem = true
      entryPoint             = ["/bin/bash", "-c"]
      command                = [local.bring]
      environment            = [{ name = "AWS_REGION", value = local.region }]
      mountPoints            = local.mount
      logConfiguration       = local.log
    },
    {
      name                   = "k6"
      image                  = var.k6_image
      essential              = false
      readonlyRootFilesystem = true
      command                = ["run", "--summary-export=/work/results/summary.json", "--out=csv=/work/results/samples.csv.gz", "/work/${var.script}"]
      environment = [
        { name = "BASE_URL", value = var.base_url },
        { name = "DURATION", value = "${var.duration_seconds}s" },
        { name = "RATE", value = tostring(var.requests_per_second) },
      ]
      dependsOn        = [{ containerName = "bring", condition = "SUCCESS" }]
      mountPoints      = local.mount
      logConfiguration = local.log
    },
    {
      name                   = "take"
      image                  = var.aws_cli_image
      essential              = true
      readonlyRootFilesystem = true
      entryPoint             = ["/bin/bash", "-c"]
      command                = [local.take]
      environment = [
        { name = "AWS_REGION", value = local.region },
        { name = "RUN", value = "run" },
      ]
      dependsOn        = [{ containerName = "k6", condition = "COMPLETE" }]
      mountPoints      = local.mount
      logConfiguration = local.log
    },
  ])

  tags = var.tags
}

resource "aws_iam_role" "task" {
  count = var.create ? 1 : 0

  name                 = "${var.name}-task"
  description          = "Sends the load of ${var.name}."
  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy   = local.assume_role_policy
  tags                 = var.tags
}

resource "aws_iam_role_policy" "task" {
  count = var.create ? 1 : 0

  name = "load"
  role = aws_iam_role.task[0].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.statements
  })
}

resource "aws_iam_role" "execution" {
  count = var.create ? 1 : 0

  name                 = "${var.name}-execution"
  description          = "Starts the task ${var.name}."
  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy   = local.assume_role_policy
  tags                 = var.tags
}

# Its images are public, so the log is all that it needs.
resource "aws_iam_role_policy" "execution" {
  count = var.create ? 1 : 0

  name = "start"
  role = aws_iam_role.execution[0].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${local.log_group_arn}:*"]
      }
    ]
  })
}

resource "aws_security_group" "this" {
  count = var.create ? 1 : 0

  name        = var.name
  description = "The load generator ${var.name}."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = var.name })
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = var.create ? { http = 80, https = 443 } : {}

  security_group_id = aws_security_group.this[0].id
  description       = "The targets, S3 and the registries."
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}
