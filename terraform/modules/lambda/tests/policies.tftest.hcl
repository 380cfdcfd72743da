# The role may do what is needed, statement by statement, and nothing else.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name         = "quartet-lambda-native-uuid"
  zip          = "../../tests/fixtures/functions-1/lambda-native/function.zip"
  runtime      = "provided.al2023"
  handler      = "bootstrap"
  architecture = "x86_64"
}

run "without_permissions_it_writes_its_log_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/quartet-lambda-native-uuid:*"]
      },
    ]
    error_message = "The policy must hold one statement, for the log: ${aws_iam_role_policy.this[0].policy}"
  }
}

run "permissions_are_those_of_the_manifest" {
  command = plan

  variables {
    permissions = [
      {
        actions   = ["s3:PutObject"]
        resources = ["arn:aws:s3:::things/*"]
      },
      {
        actions   = ["dynamodb:PutItem"]
        resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/records"]
      },
    ]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "Log"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/quartet-lambda-native-uuid:*"]
        },
        {
          Sid      = "Function0"
          Effect   = "Allow"
          Action   = ["s3:PutObject"]
          Resource = ["arn:aws:s3:::things/*"]
        },
        {
          Sid      = "Function1"
          Effect   = "Allow"
          Action   = ["dynamodb:PutItem"]
          Resource = ["arn:aws:dynamodb:us-east-1:123456789012:table/records"]
        },
      ]
    }
    error_message = "The policy must hold the log and each permission as it is: ${aws_iam_role_policy.this[0].policy}"
  }
}

run "a_queue_adds_its_three_actions_on_it_alone" {
  command = plan

  variables {
    queue = {}
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : statement if statement.Sid != "Log"] == [
      {
        Sid      = "Queue"
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        Resource = ["arn:aws:sqs:us-east-1:123456789012:quartet-lambda-native-uuid"]
      },
    ]
    error_message = "The queue adds one statement: ${aws_iam_role_policy.this[0].policy}"
  }
}

run "an_existing_queue_is_read_by_its_own_arn" {
  command = plan

  variables {
    queue = {
      create = false
      arn    = "arn:aws:sqs:us-east-1:210987654321:theirs"
    }
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this[0].policy).Statement[1].Resource == ["arn:aws:sqs:us-east-1:210987654321:theirs"]
    error_message = "The statement must name the existing queue."
  }

  assert {
    condition     = length(aws_sqs_queue.this) == 0 && length(aws_sqs_queue.dead) == 0 && length(aws_lambda_event_source_mapping.queue) == 1
    error_message = "Nothing but the mapping is made for an existing queue."
  }
}

run "schedules_add_the_way_to_the_dead_letter_queue" {
  command = plan

  variables {
    schedules = [{ expression = "rate(5 minutes)" }]
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : statement if statement.Sid != "Log"] == [
      {
        Sid      = "DeadLetters"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = ["arn:aws:sqs:us-east-1:123456789012:quartet-lambda-native-uuid-dead"]
      },
    ]
    error_message = "Schedules add one statement: ${aws_iam_role_policy.this[0].policy}"
  }
}

run "tracing_adds_x_ray" {
  command = plan

  variables {
    tracing = true
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : statement if statement.Sid != "Log"] == [
      {
        Sid      = "Trace"
        Effect   = "Allow"
        Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        Resource = ["*"]
      },
    ]
    error_message = "Tracing adds one statement: ${aws_iam_role_policy.this[0].policy}"
  }
}

run "a_network_adds_its_interfaces" {
  command = plan

  variables {
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement[1] == {
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
    error_message = "A network adds the interfaces' actions: ${aws_iam_role_policy.this[0].policy}"
  }
}

run "a_key_may_decrypt_the_variables" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement[1] == {
      Sid      = "Variables"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = ["arn:aws:kms:us-east-1:123456789012:key/1"]
    }
    error_message = "A key adds one statement: ${aws_iam_role_policy.this[0].policy}"
  }
}

run "only_lambda_may_take_the_role" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement == [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "lambda.amazonaws.com" }
      },
    ]
    error_message = "The role is Lambda's alone."
  }
}

run "no_statement_has_a_wildcard_but_where_aws_has_no_resource" {
  command = plan

  variables {
    permissions        = [{ actions = ["s3:PutObject"], resources = ["arn:aws:s3:::things/*"] }]
    queue              = {}
    schedules          = [{ expression = "rate(5 minutes)" }]
    tracing            = true
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
    kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/1"
  }

  assert {
    condition     = toset([for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : statement.Sid if contains(statement.Resource, "*")]) == toset(["Trace", "Network"])
    error_message = "Only X-Ray and network interfaces have the resource *."
  }

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : [for action in statement.Action : !strcontains(action, "*")]]))
    error_message = "Each action is named."
  }
}
