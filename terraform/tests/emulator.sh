#!/usr/bin/env bash
# The real cycle against an AWS emulator on this machine, in about five minutes: apply, a second plan that is empty, the
# applied state in use, another memory size, destroy, nothing left. Installs what it needs but for terraform, a JDK 25
# and the built artifacts (./mvnw package -DskipTests), and cleans up however it ends.
#
#   terraform/tests/emulator.sh [--keep-outputs FILE]    FILE gets what `terraform output -json` says after the apply
#
# Exit status: 0 all held, 1 something didn't, 3 something is missing that this script doesn't install.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
tests=$root/terraform/tests
. "$tests/lib.sh"

outputs=
case "${1-}" in
  '') ;;
  --keep-outputs) outputs=$(realpath "${2:?--keep-outputs needs a file}") ;;
  *) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; exit 2 ;;
esac

lacking() { echo "emulator: skipped: $*" >&2; exit 3; }
quartet_missing terraform python3 jq curl || lacking "there is no$missing here"
. "$root/.mvn/find-jdk.sh"

artifacts=${QUARTET_ARTIFACTS:-$root}
local_lambda=$artifacts/modules/local-lambda/target/local-lambda.jar
zip=$artifacts/modules/targets/lambda-jvm/target/function.zip
loadtest=$artifacts/loadtest/target/loadtest.jar
for file in "$local_lambda" "$zip" "$loadtest"; do
  [ -e "$file" ] || lacking "${file#"$artifacts/"} is missing: ./mvnw package -DskipTests makes it"
done
targets='"lambda-jvm"'
for target in lambda-native fargate fargate-native; do
  if [ -e "$artifacts/modules/targets/$target/target/functions.json" ] &&
    { [ -e "$artifacts/modules/targets/$target/target/function.zip" ] || [ -e "$artifacts/modules/targets/$target/target/image/Containerfile" ]; }; then
    targets+=",\"$target\""
  else
    echo "emulator: $target is left out: it isn't built"
  fi
done

work=$(mktemp -d)
pids=()
cleanup() {
  status=$?
  for pid in ${pids[@]+"${pids[@]}"}; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' HUP INT TERM

python=$root/target/python-moto
quartet_python "$python" "$tests/requirements-emulator.txt"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
endpoint=http://127.0.0.1:$port
MOTO_IAM_LOAD_MANAGED_POLICIES=true "$python/bin/python" "$tests/emulator.py" "$port" "$work/environments" >"$work/emulator.log" 2>&1 &
pids+=($!)
aws() { "$python/bin/python" "$tests/aws.py" "$endpoint" "$@"; }
aws reach

export TF_DATA_DIR=$work/data TF_VAR_endpoint=$endpoint TF_VAR_repository=$artifacts TF_VAR_targets="[$targets]"
# A copy, so that no state and no lock stays in the repository.
mkdir -p "$work/terraform/tests"
cp "$root"/terraform/*.tf "$work/terraform/"
cp -r "$root/terraform/modules" "$work/terraform/"
cp -r "$tests/emulator" "$work/terraform/tests/"
cd "$work/terraform/tests/emulator"
# shellcheck disable=SC2046 # one word or none
terraform init -no-color $(quartet_plugins) >"$work/init.log" 2>&1 || { cat "$work/init.log"; lacking "terraform can't get the AWS provider"; }

failed() { echo "emulator: FAILED: $*" >&2; exit 1; }
seconds=$SECONDS
step() { echo "emulator: $* ($((SECONDS - seconds)) s)"; seconds=$SECONDS; }
run() { # log, terraform's arguments
  log=$work/$1.log
  shift
  timeout 480 terraform "$@" -no-color >"$log" 2>&1 || {
    grep -A 12 '^Error' "$log" >&2 || tail -n 30 "$log" >&2
    grep -A 30 Traceback "$work/emulator.log" | tail -n 30 >&2 || true
    failed "terraform $1"
  }
}

# What a plan would change, as lines of address and attribute.
changes() {
  terraform show -json "$1" | jq -r '.resource_changes[]? | select(.change.actions | inside(["no-op", "read"]) | not)
    | .address as $address | .change as $change
    | if ($change.actions == ["update"])
      then ($change.after | keys[]) | select($change.before[.] != $change.after[.] or ($change.after_unknown[.] // false) != false) | "\($address) \(.)"
      else "\($address) \($change.actions | join(" and "))" end' | sort
}
no_drift() {
  run drift plan -out="$work/plan"
  changes "$work/plan" >"$work/changes"
  sed 's/ *#.*//; /^$/d' "$tests/drift.txt" | sort >"$work/listed"
  diff "$work/listed" "$work/changes" >&2 || failed "the plan after $1 wants (>) other changes than drift.txt lists (<)"
}

export TF_VAR_memory_megabytes=1024
run apply apply -auto-approve
step "applied $(terraform state list | grep -vc '\.data\.') resources: $targets"
no_drift "the apply"
step "the second plan is empty, but for what drift.txt lists: $(wc -l <"$work/listed") attributes"

terraform output -json >"$work/outputs.json"
[ -z "$outputs" ] || cp "$work/outputs.json" "$outputs"
jq -e --slurpfile example "$tests/fixtures/outputs.json" '
  def shape: {all: keys, stores: (.stores | keys), load_generator: (.load_generator | keys),
    arms: [.arms[] | select(.kind == "lambda") | keys, (.functions[] | keys)] | unique};
  def containers: [.arms[] | select(.kind == "container") | keys, (.functions[] | keys)] | unique;
  .comparison.value as $real | $example[0].comparison.value as $shown
  | ($real | shape) == ($shown | shape) and (($real | containers) == [] or ($real | containers) == ($shown | containers))
' "$work/outputs.json" >/dev/null || failed "terraform output -json has other members than terraform/tests/fixtures/outputs.json shows"
step "the outputs have the members that docs/reference/terraform-outputs.md names"

# The deployment in use: the zip with the environment and the role that Terraform gave to it, and roles that count.
function=$(jq '.comparison.value.arms["lambda-jvm"].functions.uuid' "$work/outputs.json")
bucket=$(jq -r .comparison.value.stores.bucket "$work/outputs.json")
table=$(jq -r .comparison.value.stores.table "$work/outputs.json")
serve() { # role, log
  mapfile -t options < <(jq -r '.environment | to_entries[] | "--env", "\(.key)=\(.value)"' <<<"$function")
  mapfile -t credentials < <(aws assume "$1")
  env "${credentials[@]}" AWS_REGION=us-east-1 AWS_ENDPOINT_URL="$endpoint" "$JAVA_HOME/bin/java" -jar "$local_lambda" "$zip" \
    "${options[@]}" --env QUARTET_AWS_ATTEMPTS=1 --memory "$(jq .memory_megabytes <<<"$function")" --port 0 --url-port 0 >"$work/$2.log" 2>&1 &
  server=$!
  pids+=("$server")
  for _ in $(seq 300); do
    grep -qs '^local-lambda is ready: ' "$work/$2.log" && break
    kill -0 "$server" 2>/dev/null || { cat "$work/$2.log" >&2; failed "local-lambda ended"; }
    sleep 0.2
  done
  invoke=$(grep -o 'http://[^ ,/]*:[0-9]*' "$work/$2.log" | head -n 1)
  url=$(grep -o 'http://[^ ,/]*:[0-9]*' "$work/$2.log" | sed -n 2p)
}
call() { # uuid
  curl -sS --max-time 90 -H 'Content-Type: application/json' -d "{\"id\": \"$1\"}" \
    "$invoke/2015-03-31/functions/uuid/invocations"
}
serve "$(jq -r .role_arn <<<"$function")" uuid
aws authorize on
answer=$(call 0198c0de-7000-7000-8000-000000000007)
aws authorize off
kill "$server"
jq -e --arg bucket "$bucket" --arg table "$table" '.bucket == $bucket and .table == $table' <<<"$answer" >/dev/null ||
  { tail -n 20 "$work/uuid.log" >&2; failed "uuid answered $answer"; }
step "uuid under local-lambda, with role and variables of the deployment: $(aws kept "$bucket" "$table" 0198c0de-7000-7000-8000-000000000007)"

# The role is what let it: that of predict, which may write its log alone, doesn't.
serve "$(jq -r '.comparison.value.arms["lambda-jvm"].functions.predict.role_arn' "$work/outputs.json")" predict
aws authorize on
answer=$(call 0198c0de-7000-7000-8000-000000000008)
aws authorize off
kill "$server"
jq -e .errorType <<<"$answer" >/dev/null || failed "with the role of predict, uuid answered $answer"
step "with the role of predict it may not: $(jq -r .errorType <<<"$answer")"

# The comparison against the deployment. No emulator runs functions and tasks, so their addresses are local-lambda's here; it
# ends its environments when the alias is turned, and its REPORT lines go to the function's log group.
serve "$(jq -r .role_arn <<<"$function")" compared
echo "$invoke/_quartet/environments" >"$work/environments"
aws ship "$work/compared.log" uuid "$(jq -r .log_group_name <<<"$function")" &
shipping=$!
pids+=("$shipping")
jq --arg url "$url/uuid/uuid" '
  .comparison.value.arms["lambda-jvm"].functions.uuid.url = $url
  | if .comparison.value.arms.fargate then .comparison.value.arms.fargate.functions.uuid.url = $url else . end
' "$work/outputs.json" >"$work/compared.json"
arms=(--arm lambda-jvm)
if jq -e '.comparison.value.arms.fargate' "$work/compared.json" >/dev/null; then
  arms+=(--arm fargate)
  aws busy "$(jq -r '.comparison.value.arms.fargate.cluster_name' "$work/compared.json")" \
    "$(jq -r '.comparison.value.arms.fargate.service_name' "$work/compared.json")"
fi
AWS_ENDPOINT_URL=$endpoint AWS_ACCESS_KEY_ID=emulator AWS_SECRET_ACCESS_KEY=emulator timeout 480 \
  "$JAVA_HOME/bin/java" -Dquartet.root="$artifacts" -jar "$loadtest" compare --terraform "$work/compared.json" --yes \
  "${arms[@]}" --function uuid --blocks 2 --duration-seconds 2 --warm-up-seconds 1 --rate 5 --even --cold-starts 2 \
  --environments 2 --deadline-millis 30000 --max-lateness-millis 1000 --results "$work/results" >"$work/compare.log" 2>&1 ||
  { tail -n 40 "$work/compare.log" "$work/compared.log" >&2; failed "./loadtest/compare --terraform"; }
kill "$shipping" "$server"
rm "$work/environments"
jq -e '(.arms[] | select(.arm == "lambda-jvm") | (.coldStarts | length == 2 and all(.initMillis > 100))
    and (.functions[0] | .counted == 20 and .errors == 0))
  and ([.windows[] | select(.arm == "lambda-jvm") | .usage] | all(.billedInvocations > 5 and .billedMillis > 5))
  and (.arms | map(select(.arm == "fargate")) | all(.remarks | any(test("mean 37.5 %"))))
' "$work"/results/*/summary.json >/dev/null ||
  { jq '.arms, .windows' "$work"/results/*/summary.json >&2; cat "$work/compare.log" >&2; failed "the comparison has other figures than the deployment"; }
step "compared on what was applied, two cold starts forced: $(grep -m 1 '^Speed' "$work/compare.log")"
if jq -e '.comparison.value.arms.fargate and .comparison.value.load_generator' "$work/outputs.json" >/dev/null; then
  AWS_ENDPOINT_URL=$endpoint AWS_ACCESS_KEY_ID=emulator AWS_SECRET_ACCESS_KEY=emulator timeout 120 \
    "$JAVA_HOME/bin/java" -Dquartet.root="$artifacts" -jar "$loadtest" compare tasks --terraform "$work/outputs.json" \
    --yes --arm fargate --tasks 2 --rate 8 --duration-seconds 10 --results "$work/results" >"$work/tasks.log" 2>&1 ||
    { cat "$work/tasks.log" >&2; failed "./loadtest/compare tasks"; }
  step "load by two tasks: $(grep -A 2 '^tasks ' "$work/tasks.log" | tail -n 1 | tr -s ' ')"
fi
no_drift "the comparison"
step "the plan after it is empty"

export TF_VAR_memory_megabytes=2048
run change plan -out="$work/plan"
changes "$work/plan" >"$work/changes"
grep -q ' memory_size$' "$work/changes" || failed "another memory size changes nothing"
if unexpected=$(grep -vE '\.(aws_lambda_(function|alias)\.this|aws_lambda_event_source_mapping\.queue)\[0\] ' "$work/changes"); then
  failed "another memory size changes more than functions: $unexpected"
fi
run change apply "$work/plan"
[ "$(aws memory "$(jq -r .function_name <<<"$function")")" = 2048 ] || failed "the memory is still $(aws memory "$(jq -r .function_name <<<"$function")") MB"
step "changed the memory of the functions, and nothing else"
no_drift "the change"
step "the plan after it is empty"

[ "$(aws inventory | wc -l)" -gt 40 ] || failed "the emulator has less than was applied: $(aws inventory)"
run destroy destroy -auto-approve
[ -z "$(terraform state list)" ] || failed "the state still has $(terraform state list)"
left=$(aws inventory)
[ -z "$left" ] || failed "the emulator still has: $left"
step "destroyed; nothing is left"
echo "emulator: done in $SECONDS s"
