# The comparison's arms, from the artifacts of the build. One more function in the manifest is one more of everything
# here. The region and the credentials are those of the environment.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name
  account    = data.aws_caller_identity.current.account_id
  repository = coalesce(var.repository, "${path.module}/..")
  tags       = merge(var.tags, { project = var.name })

  bucket     = coalesce(var.bucket, "${var.name}-${local.account}-${local.region}")
  table      = coalesce(var.table, var.name)
  bucket_arn = "arn:${local.partition}:s3:::${local.bucket}"
  table_arn  = "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${local.table}"

  models_prefix = var.models == null ? "" : trim(var.models.prefix, "/")
  models_permissions = var.models == null ? [] : [
    {
      actions   = ["s3:GetObject"]
      resources = ["arn:${local.partition}:s3:::${var.models.bucket}/${local.models_prefix}/*"]
    },
    {
      actions   = ["s3:ListBucket"]
      resources = ["arn:${local.partition}:s3:::${var.models.bucket}"]
    },
  ]
  key_permissions = var.kms_key_arn == null ? [] : [
    {
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [var.kms_key_arn]
    },
  ]

  # What the app asks of the stores to know whether it is ready; on Lambda only under SnapStart.
  readiness_permissions = [
    {
      actions   = ["s3:ListBucket"]
      resources = [local.bucket_arn]
    },
    {
      actions   = ["dynamodb:GetItem"]
      resources = [local.table_arn]
    },
  ]

  lambda_targets    = toset([for target in var.targets : target if startswith(target, "lambda-")])
  container_targets = toset([for target in var.targets : target if startswith(target, "fargate")])
  events_target     = var.events_target != null ? var.events_target : contains(local.lambda_targets, "lambda-native") ? "lambda-native" : "lambda-jvm"

  # Every function of every target, with what the settings say of it.
  functions = merge([
    for target in var.targets : {
      for name, function in module.target[target].functions : "${target}/${name}" => merge(function, {
        target = target
        name   = name
        settings = {
          for key in ["memory_megabytes", "timeout_seconds", "ephemeral_storage_megabytes", "snap_start", "provisioned_concurrency", "reserved_concurrency"] :
          key => try([
            for scope in ["${target}/${name}", name, target] : var.settings[scope][key]
            if try(var.settings[scope][key], null) != null
          ][0], null)
        }
      })
      if var.functions == null ? true : contains(var.functions, name)
    }
  ]...)

  lambda_functions = { for key, function in local.functions : key => function if contains(local.lambda_targets, function.target) }

  # One container has all functions.
  container_functions = { for target in local.container_targets : target => { for key, function in local.functions : function.name => function if function.target == target } }

  needs_network = length(local.container_targets) > 0 || var.load_generator
  make_network  = local.needs_network && var.vpc == null
  network = var.vpc != null ? var.vpc : {
    id         = module.network.vpc_id
    cidr       = module.network.cidr
    subnet_ids = module.network.subnet_ids
  }
}

module "target" {
  source   = "./modules/targets"
  for_each = var.targets

  target       = each.key
  repository   = local.repository
  folder       = lookup(var.folders, each.key, null)
  runtime      = each.key == "lambda-jvm" && var.jvm_runtime != "java25" ? var.jvm_runtime : null
  architecture = var.architecture
  environment  = merge(var.models == null ? {} : { QUARTET_MODELS = "s3://${var.models.bucket}/${local.models_prefix}" }, var.environment)

  names = {
    partition = local.partition
    region    = local.region
    account   = local.account
    bucket    = local.bucket
    table     = local.table
  }
}

module "storage" {
  source = "./modules/storage"

  bucket        = local.bucket
  create_bucket = var.create_bucket
  table         = local.table
  create_table  = var.create_table
  protect_data  = var.protect_data
  kms_key_arn   = var.kms_key_arn
  tags          = local.tags

  notifications = flatten([
    for key, function in local.lambda_functions : [
      for event in function.bucket_events : merge(event, { function_arn = module.lambda[key].notification_arn })
    ] if function.target == local.events_target
  ])
}

module "lambda" {
  source   = "./modules/lambda"
  for_each = local.lambda_functions

  name         = "${var.name}-${each.value.target}-${each.value.name}"
  description  = each.value.description
  zip          = module.target[each.value.target].artifact
  runtime      = module.target[each.value.target].runtime
  handler      = module.target[each.value.target].handler
  architecture = module.target[each.value.target].architecture
  environment  = each.value.environment

  memory_megabytes            = coalesce(each.value.settings.memory_megabytes, each.value.memory_megabytes)
  timeout_seconds             = coalesce(each.value.settings.timeout_seconds, each.value.timeout_seconds)
  ephemeral_storage_megabytes = coalesce(each.value.settings.ephemeral_storage_megabytes, 512)
  snap_start                  = coalesce(each.value.settings.snap_start, false)
  provisioned_concurrency     = coalesce(each.value.settings.provisioned_concurrency, 0)
  reserved_concurrency        = each.value.settings.reserved_concurrency

  permissions = concat(
    each.value.permissions,
    coalesce(each.value.settings.snap_start, false) ? local.readiness_permissions : [],
    local.models_permissions,
    local.key_permissions,
  )

  function_url_authorization = var.function_url_authorization
  create_http_api            = var.http_api
  http_api_routes            = ["POST ${each.value.path}"]
  queue                      = var.queues ? each.value.queue : null
  schedules                  = each.value.target == local.events_target ? each.value.schedules : []
  caller_bucket_arns         = each.value.target == local.events_target && length(each.value.bucket_events) > 0 ? [local.bucket_arn] : []

  kms_key_arn              = var.kms_key_arn
  log_retention_days       = var.log_retention_days
  tracing                  = var.tracing
  permissions_boundary_arn = var.permissions_boundary_arn
  tags                     = local.tags
}

module "network" {
  source = "./modules/network"

  create = local.make_network
  name   = var.name
  tags   = local.tags
}

module "fargate" {
  source   = "./modules/fargate"
  for_each = local.container_targets

  name              = "${var.name}-${each.key}"
  create_repository = !contains(keys(var.images), each.key)
  image             = lookup(var.images, each.key, null)
  image_context     = contains(keys(var.images), each.key) ? null : module.target[each.key].artifact
  container_engine  = contains(keys(var.images), each.key) ? null : var.container_engine
  architecture      = module.target[each.key].architecture

  port                 = module.target[each.key].container.port
  liveness_path        = module.target[each.key].container.liveness_path
  readiness_path       = module.target[each.key].container.readiness_path
  stop_timeout_seconds = module.target[each.key].container.stop_timeout_seconds
  writable_folder      = module.target[each.key].container.writable_folder

  environment = merge(concat([{}], [for function in local.container_functions[each.key] : function.environment])...)
  permissions = concat(
    distinct(flatten([for function in local.container_functions[each.key] : function.permissions])),
    local.readiness_permissions,
    local.models_permissions,
    local.key_permissions,
  )

  vcpus             = var.vcpus
  memory_megabytes  = var.task_memory_megabytes
  minimum_tasks     = var.minimum_tasks
  maximum_tasks     = var.maximum_tasks
  capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"

  create_vpc      = false
  vpc_id          = local.network.id
  vpc_cidr        = local.network.cidr
  subnet_ids      = local.network.subnet_ids
  allowed_cidrs   = var.allowed_cidrs
  tls             = var.certificate_arn != null
  certificate_arn = var.certificate_arn

  kms_key_arn              = var.kms_key_arn
  log_retention_days       = var.log_retention_days
  permissions_boundary_arn = var.permissions_boundary_arn
  tags                     = local.tags
}

module "loadtest" {
  source = "./modules/loadtest"

  create       = var.load_generator
  name         = "${var.name}-loadtest"
  bucket       = module.storage.bucket
  vpc_id       = local.needs_network ? local.network.id : ""
  subnet_ids   = local.needs_network ? local.network.subnet_ids : ["none"]
  architecture = coalesce(var.architecture, "x86_64")

  scripts = {
    "k6/predict.js"               = "${local.repository}/loadtest/k6/predict.js"
    "k6/uuid.js"                  = "${local.repository}/loadtest/k6/uuid.js"
    "models/digits/held-out.json" = "${local.repository}/loadtest/models/digits/held-out.json"
  }

  invoke_function_arns     = [for key in sort(keys(local.lambda_functions)) : module.lambda[key].function_arn]
  kms_key_arn              = var.kms_key_arn
  log_retention_days       = var.log_retention_days
  permissions_boundary_arn = var.permissions_boundary_arn
  tags                     = local.tags
}

module "observability" {
  source = "./modules/observability"

  name               = var.name
  create_dashboard   = var.dashboard
  create_alarms      = var.alarms
  monthly_budget_usd = var.monthly_budget_usd
  emails             = var.emails
  tags               = local.tags

  functions = {
    for key, function in local.lambda_functions : replace(key, "/", "-") => {
      function_name          = module.lambda[key].function_name
      has_dead_letter_queue  = module.lambda[key].has_dead_letter_queue
      dead_letter_queue_name = module.lambda[key].dead_letter_queue_name
    }
  }

  services = {
    for target in local.container_targets : target => {
      cluster_name             = module.fargate[target].cluster_name
      service_name             = module.fargate[target].service_name
      load_balancer_arn_suffix = module.fargate[target].load_balancer_arn_suffix
      target_group_arn_suffix  = module.fargate[target].target_group_arn_suffix
    }
  }
}
