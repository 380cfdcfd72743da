# The role: what the manifest names, and what each option needs, on exactly what it is for.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  make_role = var.create && var.create_role

  # By name rather than by attribute, so that a plan shows the whole policy.
  place         = "${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}"
  partition     = data.aws_partition.current.partition
  log_group_arn = "arn:${local.partition}:logs:${local.place}:log-group:/aws/lambda/${var.name}"
  queue_arn     = try(var.queue.create, true) ? "arn:${local.partition}:sqs:${local.place}:${var.name}" : var.queue.arn
  dead_arn      = "arn:${local.partition}:sqs:${local.place}:${var.name}-dead"

  statements = concat(
    [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${local.log_group_arn}:*"]
      }
    ],
    [
      for index, permission in var.permissions : {
        Sid      = "Function${index}"
        Effect   = "Allow"
        Action   = permission.actions
        Resource = permission.resources
      }
    ],
    var.queue == null ? [] : [
      {
        Sid      = "Queue"
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        Resource = [local.queue_arn]
      }
    ],
    local.is_async && var.create_dead_letter_queue ? [
      {
        Sid      = "DeadLetters"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [local.dead_arn]
      }
    ] : [],
    var.kms_key_arn == null ? [] : [
      {
        Sid      = "Variables"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = [var.kms_key_arn]
      }
    ],
    # X-Ray and network interfaces have no resource that a policy could name.
    var.tracing ? [
      {
        Sid      = "Trace"
        Effect   = "Allow"
        Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        Resource = ["*"]
      }
    ] : [],
    length(var.subnet_ids) == 0 ? [] : [
      {
        Sid    = "Network"
        Effect = "Allow"
        Action = [
          "ec2:CreateNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:DeleteNetworkInterface",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = ["*"]
      }
    ],
  )
}

resource "aws_iam_role" "this" {
  count = local.make_role ? 1 : 0

  name                 = var.name
  description          = "Of the Lambda function ${var.name}."
  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "lambda.amazonaws.com" }
      }
    ]
  })
  tags = var.tags
}

resource "aws_iam_role_policy" "this" {
  count = local.make_role ? 1 : 0

  name = "function"
  role = aws_iam_role.this[0].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.statements
  })
}
