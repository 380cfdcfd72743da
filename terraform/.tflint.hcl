# The rules that tflint brings itself, all of them. Its rules for AWS come from a forge, which not every machine reaches;
# the provider's own checks and checkov stand for them.
plugin "terraform" {
  enabled = true
  preset  = "all"
}
