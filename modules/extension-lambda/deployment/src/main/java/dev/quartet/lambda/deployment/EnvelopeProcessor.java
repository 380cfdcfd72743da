package dev.quartet.lambda.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.extension.deployment.ManifestEnvelopeBuildItem;
import dev.quartet.lambda.FunctionHandler;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.pkg.steps.NativeBuild;
import java.util.Map;
import java.util.Optional;

/** Says in {@code functions.json} how whoever runs the zip, on AWS or here, must start it. */
final class EnvelopeProcessor {

  /**
   * Lambda ignores the manifest's Add-Opens, and JBoss Threads needs java.lang opened; ONNX Runtime
   * loads a native library. Methods are compiled after a tenth of the usual number of calls: an
   * environment has one request at a time and lives for minutes, so with the usual number much of
   * its life is interpreted.
   */
  private static final Map<String, String> JVM_ENVIRONMENT =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "--add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"
              + " -XX:CompileThresholdScaling=0.1");

  /** Lambda ends an environment by itself; handlers of signals only cost start-up time. */
  private static final Map<String, String> NATIVE_ENVIRONMENT =
      Map.of("DISABLE_SIGNAL_HANDLERS", "true");

  /** Looked for from the output directory upwards. */
  private static final String NATIVE_ZIP_FOLDER = "src/main/zip.native";

  @BuildStep(onlyIfNot = NativeBuild.class)
  ManifestEnvelopeBuildItem jvm() {
    String handler = FunctionHandler.class.getName() + "::handleRequest";
    return new ManifestEnvelopeBuildItem(
        members("java25", handler, JVM_ENVIRONMENT), Optional.empty());
  }

  @BuildStep(onlyIf = NativeBuild.class)
  ManifestEnvelopeBuildItem nativeExecutable() {
    return new ManifestEnvelopeBuildItem(
        members("provided.al2023", "bootstrap", NATIVE_ENVIRONMENT),
        Optional.of(NATIVE_ZIP_FOLDER));
  }

  private static ObjectNode members(
      String runtime, String handler, Map<String, String> environment) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("runtime", runtime)
            .put("handler", handler)
            .put("architecture", architecture());
    ObjectNode variables = json.putObject("environment");
    environment.forEach(variables::put);
    return json;
  }

  /** Lambda's name for the architecture that the native libraries in the zip are for. */
  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }
}
