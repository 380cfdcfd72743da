output "kind" {
  description = "`lambda` or `container`."
  value       = local.known.kind

  precondition {
    condition     = local.is_built
    error_message = "${local.manifest_file} is missing: build it with ${local.build_command}, or leave ${var.target} out of targets."
  }

  precondition {
    condition     = !local.is_built || try(local.manifest.schemaVersion, 0) == 1
    error_message = "${local.manifest_file} has the schemaVersion ${try(local.manifest.schemaVersion, "none")}, and this module reads 1: build with the Quartet that the module belongs to."
  }

  precondition {
    condition     = !local.is_built || !local.is_lambda || try(local.manifest.runtime, null) != null
    error_message = "${local.manifest_file} names no runtime, so it is not that of a zip: folder must be that of ${var.target}."
  }

  precondition {
    condition     = var.architecture == null || local.artifact_architecture == null || var.architecture == local.artifact_architecture
    error_message = "architecture is ${coalesce(var.architecture, "null")}, but ${local.artifact} was built for ${coalesce(local.artifact_architecture, "an unknown one")}: build it on a machine of the other kind, or leave architecture out."
  }

  precondition {
    condition     = var.runtime == null || local.manifest_runtime == null || startswith(coalesce(local.runtime, "-"), "java") == startswith(coalesce(local.manifest_runtime, "-"), "java")
    error_message = "runtime is ${coalesce(var.runtime, "null")}, but ${local.artifact} was built for ${coalesce(local.manifest_runtime, "a container")}: leave runtime out, or name another Java for a JVM zip."
  }
}

output "artifact" {
  description = "The zip, or the folder of the image's context."
  value       = local.artifact
}

output "runtime" {
  description = "The Lambda runtime; `null` for a container."
  value       = local.runtime
}

output "handler" {
  description = "The Lambda handler; `null` for a container."
  value       = local.handler
}

output "architecture" {
  description = "`x86_64` or `arm64`, the one that the artifact was built for."
  value       = local.architecture
}

output "container" {
  description = "`port`, `liveness_path`, `readiness_path`, `stop_timeout_seconds` and `writable_folder` of a container; `null` for a Lambda zip."
  value       = try(local.known.container, null)
}

output "functions" {
  description = "A map from each function's name to its `description`, `path`, `memory_megabytes`, `timeout_seconds`, `environment`, `permissions`, `queue`, `schedules` and `bucket_events`."
  value       = local.functions
}
