package dev.quartet.localaws.s3;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.util.Objects;

/** Serves S3's REST API from an {@link ObjectStore}. */
public final class S3Service {
  /** The body is held in memory, so one request may not be larger. */
  private static final long MAX_BODY_BYTES = 256L << 20;

  /** Above this size digests take long enough to hold up other requests on the event loop. */
  private static final int LARGE_BODY_BYTES = 1 << 20;

  private final Vertx vertx;
  private final ObjectStore store;
  private final S3Operations operations;

  public S3Service(Vertx vertx, ObjectStore store) {
    this.vertx = vertx;
    this.store = store;
    this.operations = new S3Operations(store);
  }

  /** Answers one request; errors are answered in S3's shape. */
  public void handle(HttpServerRequest request) {
    if (contentLengthBytes(request) > MAX_BODY_BYTES) {
      S3Answer.error(
              400,
              "EntityTooLarge",
              "This local S3 takes at most "
                  + MAX_BODY_BYTES
                  + " bytes in one request. Use a multipart upload.",
              S3Request.path(request))
          .with("connection", "close")
          .writeTo(request.response());
      return;
    }
    request
        .body()
        .onSuccess(body -> answer(request, body))
        .onFailure(broken -> request.connection().close());
  }

  /**
   * The buckets and their newest objects.
   *
   * @param limit at most this many objects of each bucket
   */
  public Future<JsonArray> contents(int limit) {
    return vertx
        .executeBlocking(() -> BucketContents.of(store, limit), false)
        .map(Objects::requireNonNull);
  }

  /** Answers an error in S3's shape; an answer to HEAD has no body. */
  public static void error(HttpServerRequest request, int status, String code, String message) {
    S3Answer answer = S3Answer.error(status, code, message, S3Request.path(request));
    (request.method().equals(HttpMethod.HEAD) ? answer.withoutBody() : answer)
        .writeTo(request.response());
  }

  private void answer(HttpServerRequest request, Buffer body) {
    if (store.blocks() || body.length() > LARGE_BODY_BYTES) {
      vertx
          .executeBlocking(() -> operations.answer(request, body), false)
          .onSuccess(answer -> answer.writeTo(request.response()));
    } else {
      operations.answer(request, body).writeTo(request.response());
    }
  }

  private static long contentLengthBytes(HttpServerRequest request) {
    String header = request.getHeader("content-length");
    try {
      return header == null ? 0 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
