package dev.quartet.locallambda;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The command line and the variables of a function's environments. */
final class LaunchPlan {
  private static final List<String> INHERITED =
      List.of(
          "AWS_REGION",
          "AWS_ENDPOINT_URL",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN");

  private final FunctionPackage unpacked;
  private final @Nullable RuntimeClient client;
  private final Settings settings;

  LaunchPlan(FunctionPackage unpacked, @Nullable RuntimeClient client, Settings settings) {
    this.unpacked = unpacked;
    this.client = client;
    this.settings = settings;
  }

  Path workingFolder() {
    return unpacked.root();
  }

  /** The runtime as the INIT_START line names it. */
  String runtimeVersion() {
    return client == null
        ? unpacked.manifest().runtime()
        : unpacked.manifest().runtime() + " on Java " + Runtime.version();
  }

  /**
   * @param temporaryFolder the environment's own; on AWS it would be /tmp
   */
  List<String> command(ServedFunction function, Path temporaryFolder) {
    if (client == null) {
      return List.of(unpacked.root().resolve("bootstrap").toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String toolOptions = configured(function).getOrDefault("JAVA_TOOL_OPTIONS", "");
    command.addAll(JavaOptions.defaults(function.memoryMegabytes(), toolOptions));
    command.add("-Djava.io.tmpdir=" + temporaryFolder);
    command.add("-D" + RuntimeClient.NATIVE_LIBRARY_PROPERTY + "=" + client.nativeLibrary());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-classpath");
    command.add(client.classPath());
    command.add(RuntimeClient.MAIN_CLASS);
    command.add(unpacked.manifest().handler());
    return command;
  }

  /** The zip's variables, over them the function's own, over them those of the command line. */
  private Map<String, String> configured(ServedFunction function) {
    Map<String, String> variables = new LinkedHashMap<>(unpacked.manifest().environment());
    variables.putAll(function.environment());
    variables.putAll(settings.variables());
    return variables;
  }

  /** All variables of an environment: nothing else of this process's own reaches it. */
  Map<String, String> variables(ServedFunction function, String runtimeApi, Path temporaryFolder) {
    String taskRoot = unpacked.root().toString();
    String runtimeFolder = client == null ? taskRoot : settings.runtimeClient().toString();
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("AWS_REGION", settings.region());
    for (String name : INHERITED) {
      String value = settings.inherited().get(name);
      if (value != null && !value.isEmpty()) {
        variables.put(name, value);
      }
    }
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
    variables.put(
        "LD_LIBRARY_PATH",
        String.join(
            ":",
            "/lib64",
            "/usr/lib64",
            runtimeFolder,
            runtimeFolder + "/lib",
            taskRoot,
            taskRoot + "/lib",
            "/opt/lib"));
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("TMPDIR", temporaryFolder.toString());
    variables.put("LAMBDA_TASK_ROOT", taskRoot);
    variables.put("LAMBDA_RUNTIME_DIR", runtimeFolder);
    variables.put("_HANDLER", unpacked.manifest().handler());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    variables.put(
        "AWS_LAMBDA_LOG_STREAM_NAME",
        LocalDate.now(ZoneOffset.UTC).toString().replace('-', '/')
            + "/[$LATEST]"
            + UUID.randomUUID().toString().replace("-", ""));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    if (client != null) {
      variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + unpacked.manifest().runtime());
    }
    variables.put("QUARTET_FUNCTION", function.name());
    variables.putAll(configured(function));
    variables.put("AWS_DEFAULT_REGION", variables.getOrDefault("AWS_REGION", settings.region()));
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    return variables;
  }
}
