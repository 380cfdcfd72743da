# What the scripts beside this have in common. Sourced, with $root set to the repository.

# Says in $missing what the machine lacks; empty: nothing.
quartet_missing() {
  missing=
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
  done
  [ -z "$missing" ]
}

# Where the AWS provider is: nothing where a registry or a configured mirror has it, else a folder of providers on this
# machine, by QUARTET_TERRAFORM_PLUGINS or in the places where administrators put such folders.
quartet_plugins() {
  for folder in ${QUARTET_TERRAFORM_PLUGINS:+"$QUARTET_TERRAFORM_PLUGINS"} /opt/* /usr/local/share/terraform/* \
    "$HOME"/.terraform.d/plugins; do
    if [ -d "$folder/registry.terraform.io/hashicorp/aws" ]; then
      echo "-plugin-dir=$folder"
      return
    fi
  done
}

# Terraform warns at each start of a configuration file that is named and isn't there.
[ -z "${TF_CLI_CONFIG_FILE-}" ] || [ -e "$TF_CLI_CONFIG_FILE" ] || export TF_CLI_CONFIG_FILE=/dev/null
export TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1

# A Python environment with the requirements in a file; made anew when they change.
quartet_python() { # folder, requirements
  if ! cmp -s "$2" "$1/requirements.txt"; then
    rm -rf "$1"
    python3 -m venv "$1"
    "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$2"
    cp "$2" "$1/requirements.txt"
  fi
}
