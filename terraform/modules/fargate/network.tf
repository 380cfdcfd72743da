# Who may call whom: callers the load balancer, it the tasks, and they AWS.

locals {
  make_vpc  = var.create && var.create_vpc
  is_public = length(var.allowed_cidrs) > 0
  is_tls    = var.tls

  vpc_id          = local.make_vpc ? module.network.vpc_id : var.vpc_id
  subnet_ids      = local.make_vpc ? module.network.subnet_ids : var.subnet_ids
  task_subnet_ids = length(var.task_subnet_ids) > 0 ? var.task_subnet_ids : local.subnet_ids
  caller_cidrs    = local.is_public ? var.allowed_cidrs : local.make_vpc ? [module.network.cidr] : compact([var.vpc_cidr])
  caller_ports    = local.is_tls ? [80, 443] : [80]

  doors = { for pair in setproduct(local.caller_cidrs, local.caller_ports) : "${pair[0]} ${pair[1]}" => { cidr = pair[0], port = pair[1] } }
}

module "network" {
  source = "../network"

  create = local.make_vpc
  name   = var.name
  tags   = var.tags
}

resource "aws_security_group" "load_balancer" {
  count = var.create ? 1 : 0

  name        = "${var.name}-load-balancer"
  description = "The load balancer of ${var.name}."
  vpc_id      = local.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-load-balancer" })
}

resource "aws_vpc_security_group_ingress_rule" "callers" {
  for_each = var.create ? local.doors : {}

  security_group_id = aws_security_group.load_balancer[0].id
  description       = "Callers that are allowed."
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "to_tasks" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.load_balancer[0].id
  description                  = "The tasks."
  referenced_security_group_id = aws_security_group.task[0].id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_security_group" "task" {
  count = var.create ? 1 : 0

  name        = "${var.name}-task"
  description = "The tasks of ${var.name}."
  vpc_id      = local.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-task" })
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.task[0].id
  description                  = "The load balancer."
  referenced_security_group_id = aws_security_group.load_balancer[0].id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_egress_rule" "to_aws" {
  count = var.create ? 1 : 0

  security_group_id = aws_security_group.task[0].id
  description       = "AWS, by TLS."
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_lb" "this" {
  count = var.create ? 1 : 0

  name                       = var.name
  load_balancer_type         = "application"
  internal                   = !local.is_public
  subnets                    = local.subnet_ids
  security_groups            = [aws_security_group.load_balancer[0].id]
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection

  dynamic "access_logs" {
    for_each = var.access_log_bucket == null ? [] : [var.access_log_bucket]

    content {
      bucket  = access_logs.value
      prefix  = var.name
      enabled = true
    }
  }

  tags = var.tags
}

resource "aws_lb_target_group" "this" {
  count = var.create ? 1 : 0

  name                 = var.name
  vpc_id               = local.vpc_id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = var.port
  deregistration_delay = 15

  health_check {
    path                = var.readiness_path
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  tags = var.tags
}

resource "aws_lb_listener" "http" {
  count = var.create ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  protocol          = "HTTP"
  port              = 80

  default_action {
    type             = local.is_tls ? "redirect" : "forward"
    target_group_arn = local.is_tls ? null : aws_lb_target_group.this[0].arn

    dynamic "redirect" {
      for_each = local.is_tls ? ["443"] : []

      content {
        protocol    = "HTTPS"
        port        = redirect.value
        status_code = "HTTP_301"
      }
    }
  }

  tags = var.tags
}

resource "aws_lb_listener" "https" {
  count = var.create && local.is_tls ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = var.certificate_arn
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[0].arn
  }

  tags = var.tags
}
