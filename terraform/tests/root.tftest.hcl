# The composition, from stand-ins for what a build makes.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  jvm_runtime = "java21"
  folders = {
    lambda-jvm    = "./tests/fixtures/functions-5/lambda-jvm"
    lambda-native = "./tests/fixtures/functions-5/lambda-native"
    fargate       = "./tests/fixtures/functions-5/fargate"
  }
}

run "a_manifest_without_functions_makes_stores_and_no_function" {
  command = plan

  variables {
    targets = ["lambda-jvm", "lambda-native"]
    folders = {
      lambda-jvm    = "./tests/fixtures/functions-0/lambda-jvm"
      lambda-native = "./tests/fixtures/functions-0/lambda-native"
    }
  }

  assert {
    condition     = length(module.lambda) == 0 && module.storage.table == "quartet"
    error_message = "There are stores, and no function."
  }

  assert {
    condition     = length(output.urls) == 0 && toset(keys(output.comparison.arms)) == toset(["lambda-jvm", "lambda-native"])
    error_message = "The arms are there, and empty."
  }
}

run "one_function_is_one_of_everything_for_each_zip" {
  command = plan

  variables {
    targets = ["lambda-jvm", "lambda-native"]
    folders = {
      lambda-jvm    = "./tests/fixtures/functions-1/lambda-jvm"
      lambda-native = "./tests/fixtures/functions-1/lambda-native"
    }
  }

  assert {
    condition     = toset(keys(module.lambda)) == toset(["lambda-jvm/uuid", "lambda-native/uuid"])
    error_message = "The function is there once for each zip."
  }

  assert {
    condition     = module.lambda["lambda-native/uuid"].function_name == "quartet-lambda-native-uuid" && module.lambda["lambda-native/uuid"].log_group_name == "/aws/lambda/quartet-lambda-native-uuid" && module.lambda["lambda-native/uuid"].has_dead_letter_queue && module.lambda["lambda-native/uuid"].qualifier == "live"
    error_message = "Each has its name, log, queue and alias."
  }

  assert {
    condition     = length(module.fargate) == 0 && length(module.network.subnet_ids) == 0
    error_message = "Functions need no network."
  }
}

run "five_functions_are_five_of_everything" {
  command = plan

  assert {
    condition     = length(module.lambda) == 10 && toset([for key, function in module.lambda : function.function_name if startswith(key, "lambda-jvm/")]) == toset(["quartet-lambda-jvm-clean", "quartet-lambda-jvm-predict", "quartet-lambda-jvm-resize", "quartet-lambda-jvm-shout", "quartet-lambda-jvm-uuid"])
    error_message = "Each function is there once for each zip."
  }

  assert {
    condition     = keys(module.fargate) == ["fargate"] && toset(keys(output.comparison.arms["fargate"].functions)) == toset(["clean", "predict", "resize", "shout", "uuid"])
    error_message = "One container has them all."
  }
}

run "a_role_may_do_what_the_manifest_names" {
  command = plan

  assert {
    condition = jsonencode([for statement in module.lambda["lambda-jvm/uuid"].role_statements : { sid = statement.Sid, actions = statement.Action, on = statement.Resource }]) == jsonencode([
      { sid = "Log", actions = ["logs:CreateLogStream", "logs:PutLogEvents"], on = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/quartet-lambda-jvm-uuid:*"] },
      { sid = "Function0", actions = ["s3:PutObject"], on = ["arn:aws:s3:::quartet-123456789012-us-east-1/*"] },
      { sid = "Function1", actions = ["dynamodb:PutItem"], on = ["arn:aws:dynamodb:us-east-1:123456789012:table/quartet"] },
      { sid = "Queue", actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], on = ["arn:aws:sqs:us-east-1:123456789012:quartet-lambda-jvm-uuid"] },
    ])
    error_message = "The statements are others: ${jsonencode(module.lambda["lambda-jvm/uuid"].role_statements)}"
  }

  assert {
    condition     = [for statement in module.lambda["lambda-native/shout"].role_statements : statement.Sid] == ["Log"]
    error_message = "A function without permissions and queue writes its log."
  }

  assert {
    condition = jsonencode([for statement in module.fargate["fargate"].task_statements : { actions = statement.Action, on = statement.Resource }]) == jsonencode([
      { actions = ["dynamodb:DeleteItem", "dynamodb:Query"], on = ["arn:aws:dynamodb:us-east-1:123456789012:table/quartet", "arn:aws:dynamodb:us-east-1:123456789012:table/quartet/index/*"] },
      { actions = ["s3:GetObject"], on = ["arn:aws:s3:::quartet-123456789012-us-east-1/in/*"] },
      { actions = ["s3:PutObject"], on = ["arn:aws:s3:::quartet-123456789012-us-east-1/out/*"] },
      { actions = ["s3:PutObject"], on = ["arn:aws:s3:::quartet-123456789012-us-east-1/*"] },
      { actions = ["dynamodb:PutItem"], on = ["arn:aws:dynamodb:us-east-1:123456789012:table/quartet"] },
      { actions = ["s3:ListBucket"], on = ["arn:aws:s3:::quartet-123456789012-us-east-1"] },
      { actions = ["dynamodb:GetItem"], on = ["arn:aws:dynamodb:us-east-1:123456789012:table/quartet"] },
    ])
    error_message = "A container may do what its functions may, and ask whether the stores are there."
  }
}

run "schedules_and_the_bucket_call_one_target_alone" {
  command = plan

  assert {
    condition     = module.lambda["lambda-native/clean"].has_dead_letter_queue && !module.lambda["lambda-jvm/clean"].has_dead_letter_queue && module.lambda["lambda-native/resize"].has_dead_letter_queue && !module.lambda["lambda-jvm/resize"].has_dead_letter_queue
    error_message = "The native functions are called."
  }
}

run "schedules_and_the_bucket_call_the_target_that_is_named" {
  command = plan

  variables {
    events_target = "lambda-jvm"
  }

  assert {
    condition     = module.lambda["lambda-jvm/clean"].has_dead_letter_queue && !module.lambda["lambda-native/clean"].has_dead_letter_queue
    error_message = "The JVM's functions are called."
  }
}

run "settings_count_the_more_the_nearer_they_are" {
  command = plan

  variables {
    settings = {
      lambda-jvm        = { memory_megabytes = 512, timeout_seconds = 10 }
      uuid              = { memory_megabytes = 1024 }
      "lambda-jvm/uuid" = { memory_megabytes = 2048 }
    }
  }

  assert {
    condition     = output.comparison.arms["lambda-jvm"].functions["uuid"].memory_megabytes == 2048 && output.comparison.arms["lambda-native"].functions["uuid"].memory_megabytes == 1024 && output.comparison.arms["lambda-jvm"].functions["shout"].memory_megabytes == 512 && output.comparison.arms["lambda-native"].functions["resize"].memory_megabytes == 3008
    error_message = "Target and function, then function, then target, then the manifest."
  }

  assert {
    condition     = output.comparison.arms["lambda-jvm"].functions["uuid"].timeout_seconds == 10 && output.comparison.arms["lambda-native"].functions["clean"].timeout_seconds == 900
    error_message = "What a setting leaves out is the next one's."
  }
}

run "chosen_functions_alone" {
  command = plan

  variables {
    functions = ["uuid"]
    queues    = false
  }

  assert {
    condition     = toset(keys(module.lambda)) == toset(["lambda-jvm/uuid", "lambda-native/uuid"]) && !module.lambda["lambda-jvm/uuid"].has_dead_letter_queue
    error_message = "One function, without queues."
  }
}

run "models_in_s3_can_be_read" {
  command = plan

  variables {
    functions = ["predict"]
    queues    = false
    models    = { bucket = "models", prefix = "digits/" }
  }

  assert {
    condition = jsonencode([for statement in module.lambda["lambda-jvm/predict"].role_statements : { actions = statement.Action, on = statement.Resource } if statement.Sid != "Log"]) == jsonencode([
      { actions = ["s3:GetObject"], on = ["arn:aws:s3:::models/digits/*"] },
      { actions = ["s3:ListBucket"], on = ["arn:aws:s3:::models"] },
    ])
    error_message = "The prefix can be read, and the bucket listed."
  }

  assert {
    condition     = output.comparison.arms["lambda-jvm"].functions["predict"].environment["QUARTET_MODELS"] == "s3://models/digits"
    error_message = "The functions know where the models are."
  }
}

run "snap_start_may_ask_whether_the_stores_are_there" {
  command = plan

  variables {
    functions = ["shout"]
    settings  = { "lambda-jvm/shout" = { snap_start = true } }
  }

  assert {
    condition     = jsonencode([for statement in module.lambda["lambda-jvm/shout"].role_statements : statement.Action if statement.Sid != "Log"]) == jsonencode([["s3:ListBucket"], ["dynamodb:GetItem"]]) && length(module.lambda["lambda-native/shout"].role_statements) == 1
    error_message = "Priming asks the stores."
  }
}

run "the_output_is_what_the_comparison_reads" {
  command = apply

  variables {
    load_generator   = true
    container_engine = null
  }

  assert {
    condition     = output.comparison.schema_version == 1 && output.comparison.arms["lambda-jvm"].functions["uuid"].url == "https://mock.lambda-url.us-east-1.on.aws/uuid" && output.comparison.arms["fargate"].functions["uuid"].url == "http://mock.us-east-1.elb.amazonaws.com/uuid"
    error_message = "Each function has a URL with its path."
  }

  assert {
    condition     = alltrue([for name, arm in jsondecode(file("./tests/fixtures/outputs.json")).comparison.value.arms : keys(arm) == keys(output.comparison.arms[name])]) && alltrue([for name, arm in jsondecode(file("./tests/fixtures/outputs.json")).comparison.value.arms : keys(arm.functions["uuid"]) == keys(output.comparison.arms[name].functions["uuid"])])
    error_message = "Arms and functions have the members of the example."
  }

  assert {
    condition     = keys(jsondecode(file("./tests/fixtures/outputs.json")).comparison.value.load_generator) == keys(output.comparison.load_generator) && keys(jsondecode(file("./tests/fixtures/outputs.json")).comparison.value) == keys(output.comparison)
    error_message = "So has what is beside them."
  }
}

run "without_a_load_generator_there_is_none" {
  command = plan

  variables {
    targets = ["lambda-native"]
    folders = { lambda-native = "./tests/fixtures/functions-1/lambda-native" }
  }

  assert {
    condition     = output.comparison.load_generator == null && module.loadtest.task_definition_arn == null
    error_message = "Nothing is made."
  }
}

run "arm_is_what_the_artifact_says" {
  command = plan

  variables {
    targets      = ["lambda-native", "fargate"]
    architecture = "arm64"
    folders = {
      lambda-native = "./tests/fixtures/arm/lambda-native"
      fargate       = "./tests/fixtures/container-arm64"
    }
  }

  assert {
    condition     = output.comparison.arms["lambda-native"].architecture == "arm64" && output.comparison.arms["fargate"].architecture == "arm64"
    error_message = "Both are arm."
  }
}

run "existing_stores_vpc_and_image" {
  command = plan

  variables {
    bucket        = "theirs"
    create_bucket = false
    table         = "theirs"
    create_table  = false
    images        = { fargate = "public.ecr.aws/theirs/app:1" }
    vpc = {
      id         = "vpc-1"
      cidr       = "10.0.0.0/16"
      subnet_ids = ["subnet-1", "subnet-2"]
    }
  }

  assert {
    condition     = output.comparison.stores.bucket_arn == "arn:aws:s3:::theirs" && length(module.network.subnet_ids) == 0 && module.fargate["fargate"].repository_url == null && output.images["fargate"] == "public.ecr.aws/theirs/app:1" && module.fargate["fargate"].vpc_id == "vpc-1"
    error_message = "Nothing is made that is there."
  }
}

run "a_long_name_is_refused" {
  command = plan

  variables {
    name = "quartet-of-the-other-team"
  }

  expect_failures = [var.name]
}

run "an_unknown_target_is_refused" {
  command = plan

  variables {
    targets = ["local"]
    folders = {}
  }

  expect_failures = [var.targets]
}

run "a_folder_of_no_target_is_refused" {
  command = plan

  variables {
    folders = {
      lambda-jvm     = "./tests/fixtures/functions-1/lambda-jvm"
      lambda-native  = "./tests/fixtures/functions-1/lambda-native"
      fargate        = "./tests/fixtures/functions-1/fargate"
      fargate-native = "./tests/fixtures/functions-1/fargate-native"
    }
  }

  expect_failures = [var.folders]
}

run "an_unknown_runtime_is_refused" {
  command = plan

  variables {
    jvm_runtime = "java8"
    targets     = ["lambda-native"]
    folders     = { lambda-native = "./tests/fixtures/functions-1/lambda-native" }
  }

  expect_failures = [var.jvm_runtime]
}

run "an_unknown_processor_is_refused" {
  command = plan

  variables {
    architecture = "riscv64"
    targets      = ["lambda-native"]
    folders      = { lambda-native = "./tests/fixtures/functions-0/lambda-native" }
  }

  expect_failures = [var.architecture]
}

run "models_without_a_prefix_are_refused" {
  command = plan

  variables {
    models = { bucket = "models", prefix = "/" }
  }

  expect_failures = [var.models]
}

run "an_existing_bucket_without_a_name_is_refused" {
  command = plan

  variables {
    create_bucket = false
  }

  expect_failures = [var.create_bucket]
}

run "an_existing_table_without_a_name_is_refused" {
  command = plan

  variables {
    create_table = false
  }

  expect_failures = [var.create_table]
}

run "an_unknown_authorization_is_refused" {
  command = plan

  variables {
    function_url_authorization = "OPEN"
    targets                    = ["lambda-native"]
    folders                    = { lambda-native = "./tests/fixtures/functions-0/lambda-native" }
  }

  expect_failures = [var.function_url_authorization]
}

run "events_for_a_container_are_refused" {
  command = plan

  variables {
    events_target = "fargate"
  }

  expect_failures = [var.events_target]
}

run "an_unknown_engine_is_refused" {
  command = plan

  variables {
    container_engine = "buildah"
    targets          = ["lambda-native"]
    folders          = { lambda-native = "./tests/fixtures/functions-0/lambda-native" }
  }

  expect_failures = [var.container_engine]
}

run "an_unknown_function_is_refused" {
  command = plan

  variables {
    functions = ["uid"]
  }

  expect_failures = [output.comparison]
}

run "settings_of_nothing_are_refused" {
  command = plan

  variables {
    settings = { "lambda-jmv" = { memory_megabytes = 512 } }
  }

  expect_failures = [output.comparison]
}
