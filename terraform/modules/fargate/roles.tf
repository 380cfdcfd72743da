# Two roles: the app's own, and that of ECS while it starts a task.

locals {
  make_task_role      = var.create && var.create_task_role
  make_execution_role = var.create && var.create_execution_role

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

  task_statements = [
    for index, permission in var.permissions : {
      Sid      = "Function${index}"
      Effect   = "Allow"
      Action   = permission.actions
      Resource = permission.resources
    }
  ]

  execution_statements = concat(
    [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${local.log_group_arn}:*"]
      }
    ],
    local.pull_repository == null ? [] : [
      {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [local.pull_repository]
      },
      # A token is for a whole registry: it has no resource that a policy could name.
      {
        Sid      = "Registry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      }
    ],
  )
}

resource "aws_iam_role" "task" {
  count = local.make_task_role ? 1 : 0

  name                 = "${var.name}-task"
  description          = "Of the app in the service ${var.name}."
  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy   = local.assume_role_policy
  tags                 = var.tags
}

resource "aws_iam_role_policy" "task" {
  count = local.make_task_role && length(var.permissions) > 0 ? 1 : 0

  name = "functions"
  role = aws_iam_role.task[0].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.task_statements
  })
}

resource "aws_iam_role" "execution" {
  count = local.make_execution_role ? 1 : 0

  name                 = "${var.name}-execution"
  description          = "Starts the tasks of the service ${var.name}."
  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy   = local.assume_role_policy
  tags                 = var.tags
}

resource "aws_iam_role_policy" "execution" {
  count = local.make_execution_role ? 1 : 0

  name = "start"
  role = aws_iam_role.execution[0].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.execution_statements
  })
}
