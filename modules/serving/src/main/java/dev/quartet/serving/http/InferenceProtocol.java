package dev.quartet.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartet.extension.http.BodyLimit;
import dev.quartet.extension.http.Protocol;
import dev.quartet.serving.ServingConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the Open Inference Protocol says of all its paths. */
@Singleton
final class InferenceProtocol implements Protocol {

  private final String root;
  private final BodyLimit bodyLimit;

  /**
   * @param rootPath where the application's paths begin, such as {@code /}
   */
  InferenceProtocol(
      ServingConfig config,
      @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String rootPath) {
    this.root = (rootPath.endsWith("/") ? rootPath : rootPath + '/') + "v2";
    this.bodyLimit = new BodyLimit(config.maxBodyBytes(), "quartet.serving.max-body-bytes");
  }

  @Override
  public boolean owns(String path) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }

  @Override
  public BodyLimit bodyLimit() {
    return bodyLimit;
  }

  /**
   * Clients compare the media type to the letter. What a caller sent may be no Unicode, and is
   * repeated in the detail.
   */
  @Override
  public void endWithError(HttpServerResponse response, String detail) {
    byte[] error =
        JsonAnswers.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("error", new String(detail.getBytes(UTF_8), UTF_8));
              json.writeEndObject();
            });
    response.putHeader(HttpHeaders.CONTENT_TYPE, Answer.JSON).end(Buffer.buffer(error));
  }
}
