output "url" {
  description = "To POST to, signed."
  value       = "${module.function.function_url}predict"
}
