package dev.quartet.locallambda;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads the body of a request up to a limit. */
final class BoundedBody {
  /** More bytes came than the limit lets in. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("The body is above the limit", null, false, false);
    }
  }

  private BoundedBody() {}

  /**
   * Reads to the end, whatever the size, for a client that is cut off while it sends would miss the
   * answer; what is above the limit is not kept.
   *
   * @return fails with {@link TooLargeException} if the body is above the limit
   */
  static Future<Buffer> read(HttpServerRequest request, int limitBytes) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    long[] received = {0};
    request.handler(
        chunk -> {
          received[0] += chunk.length();
          if (received[0] <= limitBytes) {
            body.appendBuffer(chunk);
          }
        });
    request.exceptionHandler(promise::tryFail);
    request.endHandler(
        end -> {
          if (received[0] > limitBytes) {
            promise.tryFail(new TooLargeException());
          } else {
            promise.tryComplete(body);
          }
        });
    return promise.future();
  }
}
