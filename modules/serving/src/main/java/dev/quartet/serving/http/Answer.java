package dev.quartet.serving.http;

import dev.quartet.serving.protocol.Compression;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * An answer of 200.
 *
 * @param body as it is sent
 * @param jsonBytes how many bytes of the body, not compressed, are JSON; binary data follows
 * @param binary whether there are outputs as binary data
 * @param compression of the body
 */
record Answer(byte[] body, int jsonBytes, boolean binary, Optional<Compression> compression) {

  /** How many bytes of a body are JSON; binary data follows. */
  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  static final String JSON = "application/json";
  static final String BINARY = "application/octet-stream";

  /** About what fits into one packet with the head: making it smaller saves nobody anything. */
  private static final int LEAST_COMPRESSED_BYTES = 1024;

  static Answer json(byte[] json) {
    return new Answer(json, json.length, false, Optional.empty());
  }

  /**
   * @param body JSON, then binary data
   * @param jsonBytes how many bytes of it are JSON
   */
  static Answer withBinaryData(byte[] body, int jsonBytes) {
    return new Answer(body, jsonBytes, true, Optional.empty());
  }

  /** Whether it is worth being compressed. */
  boolean isCompressedFor(Optional<Compression> accepted) {
    return accepted.isPresent() && body.length >= LEAST_COMPRESSED_BYTES;
  }

  /** The same answer, compressed if that is worth it. */
  Answer compressed(Optional<Compression> accepted) {
    return isCompressedFor(accepted)
        ? new Answer(accepted.get().deflated(body), jsonBytes, binary, accepted)
        : this;
  }

  /** Sends it, unless the caller is answered or gone already. */
  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, binary ? BINARY : JSON);
    if (binary) {
      response.putHeader(JSON_LENGTH, String.valueOf(jsonBytes));
    }
    compression.ifPresent(used -> response.putHeader(HttpHeaders.CONTENT_ENCODING, used.coding()));
    response.end(Buffer.buffer(body));
  }
}
