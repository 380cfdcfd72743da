output "comparison" {
  description = "What `./loadtest/compare --terraform` reads."
  value       = module.quartet.comparison
}

output "urls" {
  description = "Where to POST to."
  value       = module.quartet.urls
}
