# What a target is, from the files that its build made. The manifest is the one that local-lambda reads in the zip, so
# what is deployed is what was tested. There is no resource in this module.

locals {
  known  = jsondecode(file("${path.module}/targets.json"))[var.target]
  folder = coalesce(var.folder, "${var.repository}/${local.known.folder}")

  manifest_file = "${local.folder}/functions.json"
  artifact      = "${local.folder}/${local.known.artifact}"
  is_built      = fileexists(local.manifest_file)
  manifest      = local.is_built ? jsondecode(file(local.manifest_file)) : null
  build_command = "./mvnw package -DskipTests -P${local.known.profile}"

  # The header of an ELF file says which processor it is for, in the bytes 18 and 19.
  native_file   = "${local.artifact}/${try(local.known.native_file, "none")}"
  elf_machine   = try(substr(filebase64(local.native_file), 24, 4), "")
  elf_processor = lookup({ PgAB = "x86_64", twAB = "arm64" }, local.elf_machine, null)

  is_lambda            = local.known.kind == "lambda"
  manifest_runtime     = try(local.manifest.runtime, null)
  runtime              = local.is_lambda ? try(coalesce(var.runtime, local.manifest_runtime), null) : null
  handler              = local.is_lambda ? try(local.manifest.handler, null) : null
  artifact_environment = try(local.manifest.environment, {})

  artifact_architecture = try(local.manifest.architecture, local.elf_processor)
  architecture          = try(coalesce(local.artifact_architecture, var.architecture), "x86_64")

  placeholders = {
    "$${partition}" = var.names.partition
    "$${region}"    = var.names.region
    "$${account}"   = var.names.account
    "$${bucket}"    = var.names.bucket
    "$${table}"     = var.names.table
  }

  stores = {
    QUARTET_BUCKET = var.names.bucket
    QUARTET_TABLE  = var.names.table
  }

  functions = {
    for function in try(local.manifest.functions, []) : function.name => {
      description      = try(function.description, "")
      path             = one([for trigger in function.triggers : trigger.path if trigger.type == "http"])
      memory_megabytes = function.memoryMegabytes
      timeout_seconds  = function.timeoutSeconds

      # The order is that of local-lambda.
      environment = merge(
        local.stores,
        local.is_lambda ? { QUARTET_FUNCTION = function.name } : {},
        local.artifact_environment,
        function.environment,
        var.environment,
      )

      permissions = [
        for permission in function.permissions : {
          actions = permission.actions
          resources = [
            for resource in permission.resources :
            replace(replace(replace(replace(replace(
              resource,
              "$${partition}", local.placeholders["$${partition}"]),
              "$${region}", local.placeholders["$${region}"]),
              "$${account}", local.placeholders["$${account}"]),
              "$${bucket}", local.placeholders["$${bucket}"]),
            "$${table}", local.placeholders["$${table}"])
          ]
        }
      ]

      queue = one([
        for trigger in function.triggers : {
          batch_size                      = trigger.batchSize
          maximum_batching_window_seconds = trigger.maximumBatchingWindowSeconds
        } if trigger.type == "sqs"
      ])

      schedules = [
        for trigger in function.triggers : {
          expression = trigger.expression
          input      = jsonencode(trigger.input)
        } if trigger.type == "schedule"
      ]

      bucket_events = [
        for trigger in function.triggers : {
          events = trigger.events
          prefix = trigger.prefix
          suffix = trigger.suffix
        } if trigger.type == "s3"
      ]
    }
  }
}
