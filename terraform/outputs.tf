locals {
  lambda_arms = {
    for target in local.lambda_targets : target => {
      target       = target
      kind         = "lambda"
      architecture = module.target[target].architecture
      runtime      = module.target[target].runtime
      functions = {
        for key, function in local.lambda_functions : function.name => {
          path                        = function.path
          url                         = "${trimsuffix(module.lambda[key].function_url, "/")}${function.path}"
          url_authorization           = var.function_url_authorization
          http_api_url                = var.http_api ? "${module.lambda[key].http_api_url}${function.path}" : null
          http_api_authorization      = var.http_api ? "AWS_IAM" : null
          function_name               = module.lambda[key].function_name
          function_arn                = module.lambda[key].function_arn
          qualifier                   = module.lambda[key].qualifier
          invoke_arn                  = module.lambda[key].invoke_arn
          role_arn                    = module.lambda[key].role_arn
          log_group_name              = module.lambda[key].log_group_name
          queue_url                   = module.lambda[key].queue_url
          dead_letter_queue_url       = module.lambda[key].dead_letter_queue_url
          memory_megabytes            = coalesce(function.settings.memory_megabytes, function.memory_megabytes)
          timeout_seconds             = coalesce(function.settings.timeout_seconds, function.timeout_seconds)
          ephemeral_storage_megabytes = coalesce(function.settings.ephemeral_storage_megabytes, 512)
          snap_start                  = coalesce(function.settings.snap_start, false)
          provisioned_concurrency     = coalesce(function.settings.provisioned_concurrency, 0)
          reserved_concurrency        = function.settings.reserved_concurrency
          environment                 = function.environment
        } if function.target == target
      }
    }
  }

  container_arms = {
    for target in local.container_targets : target => {
      target       = target
      kind         = "container"
      architecture = module.target[target].architecture
      base_url     = module.fargate[target].base_url
      functions = {
        for name, function in local.container_functions[target] : name => {
          path = function.path
          url  = "${module.fargate[target].base_url}${function.path}"
        }
      }
      cluster_name             = module.fargate[target].cluster_name
      service_name             = module.fargate[target].service_name
      task_definition_arn      = module.fargate[target].task_definition_arn
      log_group_name           = module.fargate[target].log_group_name
      load_balancer_arn_suffix = module.fargate[target].load_balancer_arn_suffix
      target_group_arn_suffix  = module.fargate[target].target_group_arn_suffix
      public                   = module.fargate[target].public
      tls                      = module.fargate[target].tls
      vcpus                    = var.vcpus
      memory_megabytes         = var.task_memory_megabytes
      capacity_provider        = var.spot ? "FARGATE_SPOT" : "FARGATE"
      minimum_tasks            = var.minimum_tasks
      maximum_tasks            = var.maximum_tasks
    }
  }
}

output "comparison" {
  description = "What `./loadtest/compare --terraform` reads; docs/reference/terraform-outputs.md tells its members."
  value = {
    schema_version = 1
    name           = var.name
    account_id     = local.account
    partition      = local.partition
    region         = local.region
    arms           = merge(local.lambda_arms, local.container_arms)
    stores = {
      bucket     = module.storage.bucket
      bucket_arn = module.storage.bucket_arn
      table      = module.storage.table
      table_arn  = module.storage.table_arn
    }
    load_generator = var.load_generator ? {
      cluster_arn         = module.loadtest.cluster_arn
      task_definition_arn = module.loadtest.task_definition_arn
      container_name      = module.loadtest.container_name
      architecture        = coalesce(var.architecture, "x86_64")
      vcpus               = module.loadtest.vcpus
      memory_megabytes    = module.loadtest.memory_megabytes
      subnet_ids          = module.loadtest.subnet_ids
      security_group_ids  = module.loadtest.security_group_ids
      assign_public_ip    = module.loadtest.assign_public_ip
      results_bucket      = module.storage.bucket
      results_prefix      = module.loadtest.results_prefix
    } : null
  }

  precondition {
    condition     = var.functions == null ? true : alltrue([for name in var.functions : alltrue([for target in var.targets : contains(keys(module.target[target].functions), name)])])
    error_message = "functions names one that a target doesn't have: ${var.functions == null ? "" : join(", ", var.functions)}. Name functions of functions.json, or leave functions out for all."
  }

  precondition {
    condition = alltrue([
      for scope in keys(var.settings) : contains(var.targets, scope) || anytrue([for key, function in local.functions : key == scope || function.name == scope])
    ])
    error_message = "settings has ${join(", ", keys(var.settings))}; each must be a target (${join(", ", var.targets)}), a function, or <target>/<function>."
  }
}

output "urls" {
  description = "Where to POST to, by target and function."
  value = merge(
    { for key, function in local.lambda_functions : key => "${trimsuffix(module.lambda[key].function_url, "/")}${function.path}" },
    { for key, function in local.functions : key => "${module.fargate[function.target].base_url}${function.path}" if contains(local.container_targets, function.target) },
  )
}

output "images" {
  description = "The images that the tasks run, by target; to be pushed by you where `container_engine` is `null`."
  value       = { for target in local.container_targets : target => module.fargate[target].image }
}

output "dashboard_url" {
  description = "The dashboard in the console."
  value       = module.observability.dashboard_url
}
