package dev.quartet.localaws;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a request which service it is meant for. AWS gives each its own host; here they share
 * one.
 */
final class ServiceClassifier {
  private static final String FORM = "application/x-www-form-urlencoded";

  private ServiceClassifier() {}

  static Service classify(HttpServerRequest request) {
    return classify(
        request.getHeader("x-amz-target"),
        request.getHeader("authorization"),
        request.getHeader("content-type"),
        request.query());
  }

  static Service classify(
      @Nullable String target,
      @Nullable String authorization,
      @Nullable String contentType,
      @Nullable String query) {
    if (target != null) {
      if (target.startsWith("DynamoDB")) {
        return Service.DYNAMODB;
      }
      if (target.startsWith("AmazonSQS.")) {
        return Service.SQS;
      }
    }
    boolean queryProtocol =
        (contentType != null && contentType.startsWith(FORM))
            || (query != null && query.startsWith("Action="));
    return queryProtocol || isScopedTo("sqs", authorization, query) ? Service.SQS : Service.S3;
  }

  /** The credential scope of a signature: {@code <key>/<date>/<region>/<service>/aws4_request}. */
  private static boolean isScopedTo(
      String service, @Nullable String authorization, @Nullable String query) {
    return (authorization != null && authorization.contains("/" + service + "/aws4_request"))
        || (query != null && query.contains("%2F" + service + "%2Faws4_request"));
  }
}
