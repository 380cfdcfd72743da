package dev.quartet.serving.http;

import dev.quartet.extension.http.BodyLimit;
import dev.quartet.extension.http.OwnLimit;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Images have the limit that tensors have. */
@Singleton
final class ImageLimit implements OwnLimit {

  private final String path;
  private final BodyLimit bodyLimit;

  /**
   * @param rootPath where the application's paths begin, such as {@code /}
   */
  ImageLimit(
      InferenceProtocol protocol,
      @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String rootPath) {
    this.path =
        (rootPath.endsWith("/") ? rootPath.substring(0, rootPath.length() - 1) : rootPath)
            + ImageHandler.PATH;
    this.bodyLimit = protocol.bodyLimit();
  }

  @Override
  public boolean owns(String path) {
    return path.equals(this.path);
  }

  @Override
  public BodyLimit bodyLimit() {
    return bodyLimit;
  }
}
