package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.extension.http.Manifest;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes {@code functions.json}: what the application serves. Everything outside the application
 * that follows from its functions is made from this file. It lies in the output directory, and at
 * the root of what is packaged.
 */
final class ManifestProcessor {

  /** Raised when a reader of the last version would misread the file. */
  private static final int SCHEMA_VERSION = 1;

  /** Makes a generated resource, so that this step runs before anything is packaged. */
  @BuildStep
  GeneratedResourceBuildItem manifest(
      FunctionDescriptionsBuildItem functions,
      Optional<ManifestEnvelopeBuildItem> envelope,
      OutputTargetBuildItem target)
      throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("schemaVersion", SCHEMA_VERSION);
    envelope.ifPresent(given -> json.setAll(given.members()));
    json.set("functions", functions.json());
    byte[] manifest = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    Path output = target.getOutputDirectory();
    write(output.resolve(Manifest.RESOURCE), manifest);
    Optional<String> packagedFrom = envelope.flatMap(ManifestEnvelopeBuildItem::packagedFrom);
    if (packagedFrom.isPresent()) {
      write(output.resolve(packagedFrom.get()).resolve(Manifest.RESOURCE), manifest);
    }
    return new GeneratedResourceBuildItem(Manifest.RESOURCE, manifest);
  }

  /** The application reads its manifest too, and a native image holds only what is named. */
  @BuildStep
  NativeImageResourceBuildItem readAtRunTime() {
    return new NativeImageResourceBuildItem(Manifest.RESOURCE);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
