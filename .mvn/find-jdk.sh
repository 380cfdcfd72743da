# Sets JAVA_HOME to a JDK of version 25 or later, or says in one line what to install.
# Sourced by ./mvnw and by scripts beside it. Looks at JAVA_HOME, then at `java` on the PATH, then where
# package managers put JDKs, and takes the first that is new enough.

quartet_jdk_minimum=25

# Prints the feature version of the JDK at $1, or nothing when there is none. A JDK states its version in the
# `release` file, so that no virtual machine has to be started to ask.
quartet_jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

quartet_find_jdk() (
  set +f
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    version=$(quartet_jdk_version "$candidate")
    if [ "${version:-0}" -ge "$quartet_jdk_minimum" ]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
)

if JAVA_HOME=$(quartet_find_jdk); then
  export JAVA_HOME
else
  echo "Quartet needs a JDK $quartet_jdk_minimum or later: install one (such as Temurin from https://adoptium.net) or set JAVA_HOME to it." >&2
  exit 1
fi
