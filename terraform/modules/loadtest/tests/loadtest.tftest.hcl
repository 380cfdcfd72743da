mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name       = "quartet-loadtest"
  bucket     = "things"
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-1"]
  scripts    = { "k6/predict.js" = "../../../loadtest/k6/predict.js" }
}

run "three_containers_bring_run_and_take" {
  command = plan

  assert {
    condition     = [for container in jsondecode(aws_ecs_task_definition.this[0].container_definitions) : container.name] == ["bring", "k6", "take"] && [for container in jsondecode(aws_ecs_task_definition.this[0].container_definitions) : container.essential] == [false, false, true]
    error_message = "The last one ends the task."
  }

  assert {
    condition     = [for container in jsondecode(aws_ecs_task_definition.this[0].container_definitions) : container.dependsOn[0].condition if try(container.dependsOn, null) != null] == ["SUCCESS", "COMPLETE"]
    error_message = "k6 waits for its scripts; results are taken however it ended."
  }

  assert {
    condition     = alltrue([for container in jsondecode(aws_ecs_task_definition.this[0].container_definitions) : container.readonlyRootFilesystem])
    error_message = "No container writes into its image."
  }

  assert {
    condition     = aws_s3_object.script["k6/predict.js"].key == "loadtest/scripts/quartet-loadtest/k6/predict.js"
    error_message = "The script lies in the bucket."
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_egress_rule.this : rule.to_port]) == toset([80, 443])
    error_message = "Nobody may call in, and it calls out by two ports."
  }
}

run "its_role_reads_scripts_and_writes_results" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.task[0].policy).Statement == [
      {
        Sid      = "Scripts"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:aws:s3:::things/loadtest/scripts/quartet-loadtest/*"]
      },
      {
        Sid       = "ListScripts"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = ["arn:aws:s3:::things"]
        Condition = { StringLike = { "s3:prefix" = ["loadtest/scripts/quartet-loadtest/*"] } }
      },
      {
        Sid      = "Results"
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = ["arn:aws:s3:::things/loadtest/results/*"]
      },
    ]
    error_message = "The policy is another: ${aws_iam_role_policy.task[0].policy}"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.execution[0].policy).Statement == [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/quartet/quartet-loadtest:*"]
      },
    ]
    error_message = "The role that starts it writes the log alone."
  }
}

run "it_may_call_functions_and_use_a_key_on_wish" {
  command = plan

  variables {
    invoke_function_arns = ["arn:aws:lambda:us-east-1:123456789012:function:f"]
    kms_key_arn          = "arn:aws:kms:us-east-1:123456789012:key/1"
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.task[0].policy).Statement : statement if contains(["Functions", "Key"], statement.Sid)] == [
      {
        Sid      = "Functions"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]
        Resource = ["arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:lambda:us-east-1:123456789012:function:f:*"]
      },
      {
        Sid      = "Key"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = ["arn:aws:kms:us-east-1:123456789012:key/1"]
      },
    ]
    error_message = "The statements are others: ${aws_iam_role_policy.task[0].policy}"
  }
}

run "an_existing_cluster" {
  command = plan

  variables {
    create_cluster = false
    cluster_arn    = "arn:aws:ecs:us-east-1:123456789012:cluster/theirs"
  }

  assert {
    condition     = length(aws_ecs_cluster.this) == 0 && output.cluster_arn == "arn:aws:ecs:us-east-1:123456789012:cluster/theirs"
    error_message = "No cluster is made."
  }
}

run "create_false_makes_nothing" {
  command = plan

  variables {
    create = false
  }

  assert {
    condition     = length(aws_ecs_cluster.this) == 0 && length(aws_ecs_task_definition.this) == 0 && length(aws_s3_object.script) == 0 && length(aws_iam_role.task) == 0 && length(aws_security_group.this) == 0 && length(aws_cloudwatch_log_group.this) == 0
    error_message = "Nothing may be made."
  }
}
