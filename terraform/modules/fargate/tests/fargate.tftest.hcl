# The service, with each option on and off.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "quartet-fargate"
}

run "the_defaults_are_cheap_and_private" {
  command = plan

  assert {
    condition     = aws_lb.this[0].internal && !output.public && aws_lb_listener.http[0].protocol == "HTTP" && length(aws_lb_listener.https) == 0
    error_message = "The load balancer has no public address."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.callers) == ["10.42.0.0/20 80"]
    error_message = "The VPC alone may call it."
  }

  assert {
    condition     = aws_ecs_service.this[0].desired_count == 1 && length(aws_appautoscaling_target.this) == 0 && one(aws_ecs_service.this[0].capacity_provider_strategy).capacity_provider == "FARGATE"
    error_message = "One task runs."
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_circuit_breaker[0].enable && aws_ecs_service.this[0].deployment_circuit_breaker[0].rollback && aws_ecs_service.this[0].deployment_minimum_healthy_percent == 100
    error_message = "A deployment that fails goes back."
  }

  assert {
    condition     = aws_ecs_task_definition.this[0].cpu == "1024" && aws_ecs_task_definition.this[0].memory == "2048" && one(aws_ecs_task_definition.this[0].runtime_platform).cpu_architecture == "X86_64"
    error_message = "A task has one vCPU and 2 GB."
  }

  assert {
    condition     = one(aws_ecs_cluster.this[0].setting).value == "disabled" && length(module.network.subnet_ids) == 2
    error_message = "Nothing that costs is on, and a network is made."
  }
}

run "the_container_is_what_the_image_needs" {
  command = plan

  variables {
    environment = { QUARTET_BUCKET = "things" }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].mountPoints == [{ sourceVolume = "writable", containerPath = "/tmp", readOnly = false }] && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].stopTimeout == 30
    error_message = "Only /tmp may be written to, and requests may end."
  }

  assert {
    condition = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].environment == [
      { name = "AWS_REGION", value = "us-east-1" },
      { name = "QUARKUS_HTTP_PORT", value = "3000" },
      { name = "QUARTET_BUCKET", value = "things" },
    ]
    error_message = "It has these variables and no others."
  }

  assert {
    condition     = strcontains(jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].healthCheck.command[3], "GET /q/health/live HTTP/1.0") && aws_lb_target_group.this[0].health_check[0].path == "/q/health/ready"
    error_message = "ECS asks whether it lives, the load balancer whether it is ready."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].image == "123456789012.dkr.ecr.us-east-1.amazonaws.com/quartet-fargate:latest"
    error_message = "The image is that of the repository."
  }
}

run "the_roles_may_do_what_is_needed" {
  command = plan

  variables {
    permissions = [
      { actions = ["s3:PutObject"], resources = ["arn:aws:s3:::things/*"] },
      { actions = ["dynamodb:GetItem"], resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/records"] },
    ]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.task[0].policy).Statement == [
      {
        Sid      = "Function0"
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = ["arn:aws:s3:::things/*"]
      },
      {
        Sid      = "Function1"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem"]
        Resource = ["arn:aws:dynamodb:us-east-1:123456789012:table/records"]
      },
    ]
    error_message = "The app may do what is given: ${aws_iam_role_policy.task[0].policy}"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.execution[0].policy).Statement == [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/quartet/quartet-fargate:*"]
      },
      {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/quartet-fargate"]
      },
      {
        Sid      = "Registry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
    ]
    error_message = "A start needs log and image: ${aws_iam_role_policy.execution[0].policy}"
  }

  assert {
    condition     = jsondecode(aws_iam_role.task[0].assume_role_policy).Statement[0].Principal == { Service = "ecs-tasks.amazonaws.com" } && jsondecode(aws_iam_role.task[0].assume_role_policy).Statement[0].Condition == { StringEquals = { "aws:SourceAccount" = "123456789012" } }
    error_message = "Tasks of this account alone take the role."
  }
}

run "an_app_without_permissions_has_no_policy" {
  command = plan

  assert {
    condition     = length(aws_iam_role_policy.task) == 0 && length(aws_iam_role.task) == 1
    error_message = "Its role may do nothing."
  }
}

run "a_public_load_balancer_is_an_explicit_choice" {
  command = plan

  variables {
    allowed_cidrs   = ["0.0.0.0/0"]
    tls             = true
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  }

  assert {
    condition     = !aws_lb.this[0].internal && output.public && output.tls && aws_lb_listener.https[0].certificate_arn == "arn:aws:acm:us-east-1:123456789012:certificate/1" && startswith(aws_lb_listener.https[0].ssl_policy, "ELBSecurityPolicy-TLS13")
    error_message = "It speaks TLS."
  }

  assert {
    condition     = aws_lb_listener.http[0].default_action[0].type == "redirect" && aws_lb_listener.http[0].default_action[0].redirect[0].protocol == "HTTPS" && keys(aws_vpc_security_group_ingress_rule.callers) == ["0.0.0.0/0 443", "0.0.0.0/0 80"]
    error_message = "What comes without is led there."
  }
}

run "one_address_may_call_without_tls" {
  command = plan

  variables {
    allowed_cidrs = ["203.0.113.7/32"]
  }

  assert {
    condition     = !aws_lb.this[0].internal && keys(aws_vpc_security_group_ingress_rule.callers) == ["203.0.113.7/32 80"]
    error_message = "That address alone may call."
  }
}

run "autoscaling_spot_and_arm_on_wish" {
  command = plan

  variables {
    minimum_tasks     = 2
    maximum_tasks     = 10
    capacity_provider = "FARGATE_SPOT"
    architecture      = "arm64"
    vcpus             = 0.5
    memory_megabytes  = 1024
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 2 && aws_appautoscaling_target.this[0].max_capacity == 10 && aws_appautoscaling_target.this[0].resource_id == "service/quartet-fargate/quartet-fargate" && aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].target_value == 60
    error_message = "Two to ten tasks, by their CPU."
  }

  assert {
    condition     = one(aws_ecs_service.this[0].capacity_provider_strategy).capacity_provider == "FARGATE_SPOT" && one(aws_ecs_task_definition.this[0].runtime_platform).cpu_architecture == "ARM64" && aws_ecs_task_definition.this[0].cpu == "512"
    error_message = "On Spot, and arm."
  }
}

run "an_image_from_a_context_has_the_tag_of_its_content" {
  command = plan

  variables {
    image_context    = "../../tests/fixtures/functions-1/fargate/image"
    container_engine = "podman"
  }

  assert {
    condition     = can(regex("^123456789012\\.dkr\\.ecr\\.us-east-1\\.amazonaws\\.com/quartet-fargate:[0-9a-f]{16}$", output.image)) && length(terraform_data.image) == 1
    error_message = "The image is built under ${output.image}."
  }
}

run "without_an_engine_you_push_the_image" {
  command = plan

  variables {
    image_context = "../../tests/fixtures/functions-1/fargate/image"
  }

  assert {
    condition     = length(terraform_data.image) == 0 && length(aws_ecr_repository.this) == 1 && aws_ecr_repository.this[0].image_tag_mutability == "IMMUTABLE"
    error_message = "There is a repository, and nothing is built."
  }
}

run "an_existing_image_of_another_account" {
  command = plan

  variables {
    create_repository = false
    image             = "210987654321.dkr.ecr.eu-central-1.amazonaws.com/theirs/app:1"
  }

  assert {
    condition     = length(aws_ecr_repository.this) == 0 && output.image == "210987654321.dkr.ecr.eu-central-1.amazonaws.com/theirs/app:1" && output.execution_statements[1].Resource == ["arn:aws:ecr:eu-central-1:210987654321:repository/theirs/app"]
    error_message = "It may fetch that image."
  }
}

run "an_existing_image_of_another_registry_needs_no_right" {
  command = plan

  variables {
    create_repository = false
    image             = "public.ecr.aws/theirs/app:1"
  }

  assert {
    condition     = length(output.execution_statements) == 1
    error_message = "The log is all that is written."
  }
}

run "an_existing_network_cluster_and_roles" {
  command = plan

  variables {
    create_vpc            = false
    vpc_id                = "vpc-1"
    vpc_cidr              = "10.0.0.0/16"
    subnet_ids            = ["subnet-1", "subnet-2"]
    task_subnet_ids       = ["subnet-3"]
    assign_public_ip      = false
    create_cluster        = false
    cluster_arn           = "arn:aws:ecs:us-east-1:123456789012:cluster/theirs"
    create_task_role      = false
    task_role_arn         = "arn:aws:iam::123456789012:role/theirs"
    create_execution_role = false
    execution_role_arn    = "arn:aws:iam::123456789012:role/theirs"
    maximum_tasks         = 2
  }

  assert {
    condition     = output.vpc_id == "vpc-1" && length(module.network.subnet_ids) == 0 && aws_lb.this[0].subnets == toset(["subnet-1", "subnet-2"]) && aws_ecs_service.this[0].network_configuration[0].subnets == toset(["subnet-3"]) && !aws_ecs_service.this[0].network_configuration[0].assign_public_ip
    error_message = "No network is made; tasks are in the private subnet."
  }

  assert {
    condition     = length(aws_ecs_cluster.this) == 0 && length(aws_iam_role.task) == 0 && length(aws_iam_role.execution) == 0 && aws_appautoscaling_target.this[0].resource_id == "service/theirs/quartet-fargate" && output.cluster_name == "theirs"
    error_message = "Neither cluster nor roles are made."
  }
}

run "logs_key_insights_and_protection_on_wish" {
  command = plan

  variables {
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/1"
    container_insights  = true
    deletion_protection = true
    access_log_bucket   = "logs"
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1" && aws_ecr_repository.this[0].encryption_configuration[0].encryption_type == "KMS" && one(aws_ecs_cluster.this[0].setting).value == "enabled" && aws_lb.this[0].enable_deletion_protection && aws_lb.this[0].access_logs[0].bucket == "logs"
    error_message = "All are there."
  }
}

run "create_false_makes_nothing" {
  command = plan

  variables {
    create        = false
    maximum_tasks = 3
  }

  assert {
    condition     = length(aws_ecs_service.this) == 0 && length(aws_lb.this) == 0 && length(aws_ecr_repository.this) == 0 && length(aws_iam_role.task) == 0 && length(aws_iam_role.execution) == 0 && length(aws_security_group.task) == 0 && length(aws_appautoscaling_target.this) == 0 && length(aws_ecs_cluster.this) == 0 && length(aws_cloudwatch_log_group.this) == 0 && length(module.network.subnet_ids) == 0
    error_message = "Nothing may be made."
  }

  assert {
    condition     = output.base_url == null && output.image == null
    error_message = "There is nothing to tell of."
  }
}
