# The image: an existing one, or one in a repository that is made here.

locals {
  make_repository = var.create && var.create_repository

  context_files = var.image_context == null ? [] : sort(tolist(fileset(var.image_context, "**")))
  context_tag   = substr(sha256(join("\n", [for file in local.context_files : "${file} ${filesha256("${var.image_context}/${file}")}"])), 0, 16)
  tag           = var.image_context == null ? var.image_tag : local.context_tag

  # By name rather than by attribute, so that a plan shows it.
  registry       = "${local.account}.dkr.ecr.${local.region}.amazonaws.com"
  repository_arn = "arn:${local.partition}:ecr:${local.region}:${local.account}:repository/${lower(var.name)}"
  image          = local.make_repository ? "${local.registry}/${lower(var.name)}:${local.tag}" : var.image

  # An image of another registry than ECR needs no right to be fetched.
  ecr_image       = try(regex("^(?P<account>[0-9]{12})\\.dkr\\.ecr\\.(?P<region>[a-z0-9-]+)\\.amazonaws\\.com/(?P<repository>[^:@]+)", var.image), null)
  ecr_image_arn   = local.ecr_image == null ? null : "arn:${local.partition}:ecr:${local.ecr_image.region}:${local.ecr_image.account}:repository/${local.ecr_image.repository}"
  pull_repository = local.make_repository ? local.repository_arn : local.ecr_image_arn
}

resource "aws_ecr_repository" "this" {
  count = local.make_repository ? 1 : 0

  name                 = lower(var.name)
  image_tag_mutability = "IMMUTABLE"
  force_delete         = true

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }

  tags = var.tags
}

resource "aws_ecr_lifecycle_policy" "this" {
  count = local.make_repository ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "The last five images are kept."
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 5 }
        action       = { type = "expire" }
      }
    ]
  })
}

# Builds and pushes when the content of the context has changed.
resource "terraform_data" "image" {
  count = local.make_repository && var.container_engine != null ? 1 : 0

  triggers_replace = [local.image]

  provisioner "local-exec" {
    command = "${path.module}/push-image"

    environment = {
      ENGINE   = var.container_engine
      REGISTRY = local.registry
      REGION   = local.region
      IMAGE    = local.image
      CONTEXT  = coalesce(var.image_context, "none")
      PLATFORM = var.architecture == "arm64" ? "linux/arm64" : "linux/amd64"
      BASE     = var.base_image == null ? "" : var.base_image
    }
  }

  depends_on = [aws_ecr_repository.this]
}
