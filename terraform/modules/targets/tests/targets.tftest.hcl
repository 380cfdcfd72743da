# What a target is, from stand-ins for what a build makes. There is no provider to mock.

variables {
  repository = "../.."
  names = {
    partition = "aws-cn"
    region    = "cn-north-1"
    account   = "123456789012"
    bucket    = "things"
    table     = "records"
  }
}

run "a_jvm_zip_is_what_its_manifest_says" {
  command = plan

  variables {
    target = "lambda-jvm"
    folder = "../../tests/fixtures/functions-5/lambda-jvm"
  }

  assert {
    condition     = output.kind == "lambda" && output.runtime == "java25" && output.handler == "dev.quartet.lambda.FunctionHandler::handleRequest" && output.architecture == "x86_64"
    error_message = "Runtime, handler and architecture must be those of functions.json."
  }

  assert {
    condition     = output.artifact == "../../tests/fixtures/functions-5/lambda-jvm/function.zip"
    error_message = "The zip lies beside its manifest."
  }

  assert {
    condition     = output.container == null
    error_message = "A zip is no container."
  }

  assert {
    condition     = output.functions["uuid"].environment["JAVA_TOOL_OPTIONS"] == "--add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"
    error_message = "The JVM's options must be those of functions.json."
  }
}

run "a_native_zip_has_its_own_variables" {
  command = plan

  variables {
    target = "lambda-native"
    folder = "../../tests/fixtures/functions-5/lambda-native"
  }

  assert {
    condition = jsonencode(output.functions["uuid"].environment) == jsonencode({
      DISABLE_SIGNAL_HANDLERS = "true"
      QUARTET_BUCKET          = "things"
      QUARTET_FUNCTION        = "uuid"
      QUARTET_TABLE           = "records"
    })
    error_message = "A native function has these variables and no others."
  }

  assert {
    condition     = output.runtime == "provided.al2023" && output.handler == "bootstrap"
    error_message = "Runtime and handler must be those of functions.json."
  }
}

run "placeholders_become_names" {
  command = plan

  variables {
    target = "lambda-native"
    folder = "../../tests/fixtures/functions-5/lambda-native"
  }

  assert {
    condition = jsonencode(output.functions["clean"].permissions) == jsonencode([{
      actions = ["dynamodb:DeleteItem", "dynamodb:Query"]
      resources = [
        "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/records",
        "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/records/index/*",
      ]
    }])
    error_message = "Each placeholder stands for a name."
  }

  assert {
    condition     = length(output.functions["shout"].permissions) == 0
    error_message = "A function without permissions has none."
  }
}

run "triggers_are_told_apart" {
  command = plan

  variables {
    target = "lambda-native"
    folder = "../../tests/fixtures/functions-5/lambda-native"
  }

  assert {
    condition     = output.functions["uuid"].queue.batch_size == 10 && output.functions["clean"].queue == null
    error_message = "A queue is there where it is declared."
  }

  assert {
    condition = jsonencode(output.functions["clean"].schedules) == jsonencode([
      { expression = "rate(5 minutes)", input = "{\"days\":1}" },
      { expression = "cron(0 12 * * ? *)", input = "{\"days\":7}" },
    ])
    error_message = "Each schedule has its own input."
  }

  assert {
    condition     = output.functions["resize"].bucket_events[0].suffix == ".png" && output.functions["resize"].path == "/resize"
    error_message = "The bucket's events and the path are those that are declared."
  }
}

run "a_functions_own_variable_comes_before_that_of_the_zip_and_the_callers_before_both" {
  command = plan

  variables {
    target      = "lambda-native"
    folder      = "../../tests/fixtures/functions-5/lambda-native"
    environment = { DISABLE_SIGNAL_HANDLERS = "false" }
  }

  assert {
    condition     = output.functions["resize"].environment["QUALITY"] == "90" && output.functions["resize"].environment["DISABLE_SIGNAL_HANDLERS"] == "false"
    error_message = "The order is zip, function, caller."
  }
}

run "no_function_is_no_error" {
  command = plan

  variables {
    target = "lambda-jvm"
    folder = "../../tests/fixtures/functions-0/lambda-jvm"
  }

  assert {
    condition     = length(output.functions) == 0
    error_message = "There is nothing to deploy."
  }
}

run "a_container_knows_its_processor_by_its_java" {
  command = plan

  variables {
    target = "fargate"
    folder = "../../tests/fixtures/container-arm64"
  }

  assert {
    condition     = output.architecture == "arm64" && output.runtime == null && output.container.port == 3000
    error_message = "The head of the Java runtime says arm64."
  }

  assert {
    condition     = !contains(keys(output.functions["uuid"].environment), "QUARTET_FUNCTION")
    error_message = "A container serves all functions."
  }
}

run "a_container_of_the_other_processor" {
  command = plan

  variables {
    target = "fargate"
    folder = "../../tests/fixtures/container-x86_64"
  }

  assert {
    condition     = output.architecture == "x86_64"
    error_message = "The head of the Java runtime says x86_64."
  }
}

run "an_older_java_can_be_named" {
  command = plan

  variables {
    target  = "lambda-jvm"
    folder  = "../../tests/fixtures/functions-1/lambda-jvm"
    runtime = "java21"
  }

  assert {
    condition     = output.runtime == "java21"
    error_message = "The runtime is the one named."
  }
}

run "what_is_not_built_is_refused" {
  command = plan

  variables {
    target = "lambda-native"
    folder = "../../tests/fixtures/none"
  }

  expect_failures = [output.kind]
}

run "a_later_manifest_is_refused" {
  command = plan

  variables {
    target = "lambda-native"
    folder = "../../tests/fixtures/later/lambda-native"
  }

  expect_failures = [output.kind]
}

run "a_container_is_no_zip" {
  command = plan

  variables {
    target = "lambda-native"
    folder = "../../tests/fixtures/functions-1/fargate"
  }

  expect_failures = [output.kind]
}

run "another_processor_than_the_artifacts_is_refused" {
  command = plan

  variables {
    target       = "lambda-jvm"
    folder       = "../../tests/fixtures/functions-1/lambda-jvm"
    architecture = "arm64"
  }

  expect_failures = [output.kind]
}

run "a_java_runtime_for_a_native_zip_is_refused" {
  command = plan

  variables {
    target  = "lambda-native"
    folder  = "../../tests/fixtures/functions-1/lambda-native"
    runtime = "java21"
  }

  expect_failures = [output.kind]
}

run "an_unknown_target_is_refused" {
  command = plan

  variables {
    target = "lambda"
  }

  expect_failures = [var.target]
}

run "an_unknown_runtime_is_refused" {
  command = plan

  variables {
    target  = "lambda-jvm"
    runtime = "java8"
  }

  expect_failures = [var.runtime]
}

run "an_unknown_processor_is_refused" {
  command = plan

  variables {
    target       = "lambda-jvm"
    architecture = "x86"
  }

  expect_failures = [var.architecture]
}

run "a_variable_with_a_hyphen_is_refused" {
  command = plan

  variables {
    target      = "lambda-jvm"
    folder      = "../../tests/fixtures/functions-1/lambda-jvm"
    environment = { "MY-NAME" = "1" }
  }

  expect_failures = [var.environment]
}
