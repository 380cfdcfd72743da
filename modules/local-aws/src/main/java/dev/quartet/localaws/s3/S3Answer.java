package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer.
 *
 * @param contentLengthBytes what Content-Length says: the length of {@code body}, but for an answer
 *     to HEAD
 */
record S3Answer(int status, Map<String, String> headers, long contentLengthBytes, Buffer body) {

  static S3Answer empty(int status) {
    return new S3Answer(status, Map.of(), 0, Buffer.buffer());
  }

  static S3Answer of(int status, Map<String, String> headers, Buffer body) {
    return new S3Answer(status, headers, body.length(), body);
  }

  static S3Answer xml(int status, String document) {
    return of(status, Map.of("content-type", "application/xml"), Buffer.buffer(document));
  }

  static S3Answer error(int status, String code, String message, String resource) {
    return xml(
        status,
        new Xml("Error", "")
            .text("Code", code)
            .text("Message", message)
            .text("Resource", resource)
            .text("RequestId", "local")
            .end());
  }

  S3Answer with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new S3Answer(status, all, contentLengthBytes, body);
  }

  S3Answer withoutBody() {
    return new S3Answer(status, headers, contentLengthBytes, Buffer.buffer());
  }

  void writeTo(HttpServerResponse response) {
    response
        .setStatusCode(status)
        .putHeader("x-amz-request-id", "local")
        .putHeader("server", "quartet-local-aws");
    headers.forEach(response::putHeader);
    if (status != 204 && status != 304) {
      response.putHeader("content-length", Long.toString(contentLengthBytes));
    }
    response.end(body);
  }
}
