package dev.quartet.localaws;

import dev.quartet.localaws.s3.S3Service;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * Answers an error of the endpoint itself in the shape of the service that was asked, so that SDKs
 * understand it.
 */
final class ServiceErrors {
  private ServiceErrors() {}

  /**
   * @param status 500 or 503
   */
  static void answer(Service service, HttpServerRequest request, int status, String message) {
    boolean unavailable = status == 503;
    switch (service) {
      case S3 ->
          S3Service.error(
              request, status, unavailable ? "ServiceUnavailable" : "InternalError", message);
      case DYNAMODB ->
          json(
              request,
              status,
              "com.amazonaws.dynamodb.v20120810#"
                  + (unavailable ? "ServiceUnavailable" : "InternalServerError"),
              message);
      case SQS -> {
        String code = unavailable ? "ServiceUnavailable" : "InternalFailure";
        if (request.getHeader("x-amz-target") != null) {
          json(request, status, "com.amazonaws.sqs#" + code, message);
        } else {
          queryProtocol(request, status, code, message);
        }
      }
    }
  }

  private static void json(HttpServerRequest request, int status, String type, String message) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/x-amz-json-1.0")
        .putHeader("x-amzn-requestid", "local")
        .end(new JsonObject().put("__type", type).put("message", message).encode());
  }

  private static void queryProtocol(
      HttpServerRequest request, int status, String code, String message) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/xml")
        .end(
            "<ErrorResponse><Error><Type>Receiver</Type><Code>"
                + code
                + "</Code><Message>"
                + message.replace("&", "&amp;").replace("<", "&lt;")
                + "</Message></Error><RequestId>local</RequestId></ErrorResponse>");
  }
}
