package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.builder.item.SimpleBuildItem;
import java.util.Optional;

/**
 * What {@code functions.json} says of the artifact beside its functions, where a target says it.
 */
public final class ManifestEnvelopeBuildItem extends SimpleBuildItem {

  private final ObjectNode members;
  private final Optional<String> packagedFrom;

  /**
   * @param members the members beside {@code schemaVersion} and {@code functions}
   * @param packagedFrom the folder, below the output directory, from which the package takes files
   *     that are no resources, for a package without resources
   */
  public ManifestEnvelopeBuildItem(ObjectNode members, Optional<String> packagedFrom) {
    this.members = members;
    this.packagedFrom = packagedFrom;
  }

  ObjectNode members() {
    return members;
  }

  Optional<String> packagedFrom() {
    return packagedFrom;
  }
}
