output "vpc_id" {
  description = "The id of the VPC."
  value       = one(aws_vpc.this[*].id)
}

output "cidr" {
  description = "Its addresses."
  value       = var.create ? var.cidr : null
}

output "subnet_ids" {
  description = "The ids of its two public subnets."
  value       = aws_subnet.this[*].id

  # Without the way out no image can be fetched.
  depends_on = [aws_route.internet, aws_route_table_association.this]
}
