mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "quartet"
}

run "two_subnets_in_two_zones_without_nat" {
  command = plan

  assert {
    condition     = [for subnet in aws_subnet.this : subnet.availability_zone] == ["us-east-1a", "us-east-1b"] && [for subnet in aws_subnet.this : subnet.cidr_block] == ["10.42.0.0/24", "10.42.1.0/24"]
    error_message = "There are two subnets."
  }

  assert {
    condition     = toset([for endpoint in aws_vpc_endpoint.this : endpoint.service_name]) == toset(["com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.dynamodb"]) && alltrue([for endpoint in aws_vpc_endpoint.this : endpoint.vpc_endpoint_type == "Gateway"])
    error_message = "S3 and DynamoDB are reached by gateways."
  }

  assert {
    condition     = length(aws_default_security_group.this) == 1 && length(aws_flow_log.this) == 0
    error_message = "Nothing may use the default group, and no flow logs are written."
  }
}

run "flow_logs_on_wish" {
  command = apply

  variables {
    flow_log_retention_days = 7
  }

  assert {
    condition     = aws_flow_log.this[0].traffic_type == "ALL" && aws_cloudwatch_log_group.flow[0].retention_in_days == 7
    error_message = "All traffic is logged, and kept for a week."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.flow[0].policy).Statement == [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
        Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:mock:*"]
      },
    ]
    error_message = "Its role writes that log."
  }
}

run "create_false_makes_nothing" {
  command = plan

  variables {
    create                  = false
    flow_log_retention_days = 7
  }

  assert {
    condition     = length(aws_vpc.this) == 0 && length(aws_subnet.this) == 0 && length(aws_vpc_endpoint.this) == 0 && length(aws_flow_log.this) == 0 && output.vpc_id == null
    error_message = "Nothing may be made."
  }
}
