package dev.quartet.serving.grpc;

import dev.quartet.extension.http.BodyLimit;
import dev.quartet.extension.http.Protocol;
import dev.quartet.serving.ServingConfig;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What gRPC says of all its paths: an error is a status beside HTTP's 200. */
@Singleton
final class GrpcProtocol implements Protocol {

  private final String root;
  private final BodyLimit bodyLimit;

  /**
   * @param rootPath where the application's paths begin, such as {@code /}
   */
  GrpcProtocol(
      ServingConfig config,
      @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String rootPath) {
    this.root = rootPath.endsWith("/") ? rootPath : rootPath + '/';
    this.bodyLimit = new BodyLimit(config.maxBodyBytes(), "quartet.serving.max-body-bytes");
  }

  @Override
  public boolean owns(String path) {
    for (String service : Services.ALL) {
      int end = root.length() + service.length();
      if (path.length() > end
          && path.charAt(end) == '/'
          && path.startsWith(root)
          && path.startsWith(service, root.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public BodyLimit bodyLimit() {
    return bodyLimit;
  }

  @Override
  public void endWithError(HttpServerResponse response, String detail) {
    Status status = Status.ofHttp(response.getStatusCode());
    Frame.begin(response)
        .putHeader(Status.CODE, String.valueOf(status.code()))
        .putHeader(Status.MESSAGE, StatusMessage.of(detail))
        .end();
  }
}
