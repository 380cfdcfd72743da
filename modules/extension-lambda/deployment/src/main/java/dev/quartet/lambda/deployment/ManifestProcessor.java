package dev.quartet.lambda.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.extension.deployment.FunctionDescriptionsBuildItem;
import dev.quartet.lambda.FunctionHandler;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.deployment.pkg.steps.NativeBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes {@code functions.json} to the root of the zip: what the zip serves, and how whoever runs
 * it, on AWS or here, must start it.
 */
final class ManifestProcessor {

  private static final String NAME = "functions.json";

  /**
   * Lambda ignores the manifest's Add-Opens, and JBoss Threads needs java.lang opened; ONNX Runtime
   * loads a native library.
   */
  private static final Map<String, String> JVM_ENVIRONMENT =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "--add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED");

  /** Lambda ends an environment by itself; handlers of signals only cost start-up time. */
  private static final Map<String, String> NATIVE_ENVIRONMENT =
      Map.of("DISABLE_SIGNAL_HANDLERS", "true");

  @BuildStep(onlyIfNot = NativeBuild.class)
  GeneratedResourceBuildItem jvmManifest(
      FunctionDescriptionsBuildItem functions, OutputTargetBuildItem target) throws IOException {
    byte[] manifest =
        manifest(
            functions,
            "java25",
            FunctionHandler.class.getName() + "::handleRequest",
            JVM_ENVIRONMENT);
    write(target.getOutputDirectory().resolve(NAME), manifest);
    return new GeneratedResourceBuildItem(NAME, manifest);
  }

  /** As a generated resource too, because that makes this step run before the zip is made. */
  @BuildStep(onlyIf = NativeBuild.class)
  GeneratedResourceBuildItem nativeManifest(
      FunctionDescriptionsBuildItem functions, OutputTargetBuildItem target) throws IOException {
    byte[] manifest = manifest(functions, "provided.al2023", "bootstrap", NATIVE_ENVIRONMENT);
    Path output = target.getOutputDirectory();
    write(output.resolve(NAME), manifest);
    // The zip takes what lies in src/main/zip.native, looked for from the output directory upwards.
    write(output.resolve("src/main/zip.native").resolve(NAME), manifest);
    return new GeneratedResourceBuildItem(NAME, manifest);
  }

  private static byte[] manifest(
      FunctionDescriptionsBuildItem functions,
      String runtime,
      String handler,
      Map<String, String> environment)
      throws IOException {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("schemaVersion", 1)
            .put("runtime", runtime)
            .put("handler", handler)
            .put("architecture", architecture());
    ObjectNode variables = json.putObject("environment");
    environment.forEach(variables::put);
    json.set("functions", functions.json());
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /** Lambda's name for the architecture that the native libraries in the zip are for. */
  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
