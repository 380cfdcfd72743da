package dev.quartet.localaws;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The libraries beside local-aws.jar. DynamoDB Local and ElasticMQ bring other versions of
 * libraries that the front uses too, so each has a folder and a process of its own.
 */
record Libraries(Path folder) {

  /** The libraries beside the jar (or the folder of classes) that this class was loaded from. */
  static Libraries besideThisJar() {
    try {
      Path code =
          Path.of(Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Libraries(Objects.requireNonNull(code.getParent()).resolve("lib"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of local-aws.jar is not a file", e);
    }
  }

  List<Path> dynamoDb() {
    return classPath("dynamodb");
  }

  List<Path> sqs() {
    return classPath("sqs");
  }

  private List<Path> classPath(String name) {
    Path libraries = folder.resolve(name);
    if (!Files.isDirectory(libraries)) {
      throw new IllegalStateException(
          "The folder "
              + libraries
              + " is missing. Build it with: ./mvnw package -pl modules/local-aws -am");
    }
    return List.of(folder.resolve("launcher"), libraries);
  }
}
