output "comparison" {
  description = "The root's."
  value       = module.quartet.comparison
}
