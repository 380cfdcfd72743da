# Builds the artifacts that are missing, and only then starts Maven. Sourced by the scripts of this folder, with $root
# set. What a build can't make is named later, as the reason why an arm is skipped.

quartet_profiles=
quartet_missing=
quartet_modules=
for artifact in loadtest/target/loadtest.jar modules/local-aws/target/local-aws.jar \
  modules/local-lambda/target/local-lambda.jar modules/targets/local/target/quarkus-app/quarkus-run.jar \
  modules/targets/local/target/functions.json; do
  [ -e "$root/$artifact" ] || quartet_missing="$quartet_missing $artifact"
done
if [ ! -e "$root/modules/targets/lambda-jvm/target/function.zip" ]; then
  quartet_missing="$quartet_missing modules/targets/lambda-jvm/target/function.zip"
  quartet_profiles="$quartet_profiles,lambda-jvm"
fi
if [ ! -e "$root/modules/targets/fargate/target/image/Containerfile" ]; then
  quartet_missing="$quartet_missing modules/targets/fargate/target/image"
  quartet_profiles="$quartet_profiles,fargate"
fi
# Without native-image nothing native is tried: its arms are skipped with a line that says so.
if [ -x "${GRAALVM_HOME:-/nonexistent}/bin/native-image" ] || command -v native-image >/dev/null; then
  if [ ! -e "$root/modules/targets/lambda-native/target/function.zip" ]; then
    quartet_missing="$quartet_missing modules/targets/lambda-native/target/function.zip"
    quartet_profiles="$quartet_profiles,native"
  fi
  if [ ! -e "$root/modules/targets/fargate-native/target/image/Containerfile" ]; then
    quartet_missing="$quartet_missing modules/targets/fargate-native/target/image"
    quartet_profiles="$quartet_profiles,fargate-native"
  fi
fi

# Help, and what looks at runs that were made, need nothing but the command line itself.
case " $* " in
  *" --help "* | *" -h "* | *" report "* | *" diff "* | *" check "*)
    quartet_profiles=
    quartet_modules=loadtest
    quartet_missing=
    [ -e "$root/loadtest/target/loadtest.jar" ] || quartet_missing=" loadtest/target/loadtest.jar"
    ;;
esac

if [ -n "$quartet_missing" ]; then
  echo "Builds what is missing:$quartet_missing" >&2
  # --fail-at-end: one target that can't be built doesn't keep the others from being compared.
  (cd "$root" && ./mvnw -B -ntp -q --fail-at-end package -DskipTests \
    ${quartet_profiles:+"-P${quartet_profiles#,}"} ${quartet_modules:+-pl "$quartet_modules"}) >&2 ||
    echo "The build failed in part; what it made is used." >&2
  if [ ! -e "$root/loadtest/target/loadtest.jar" ]; then
    echo "loadtest/target/loadtest.jar could not be built: ./mvnw package -pl loadtest says why." >&2
    exit 1
  fi
fi
