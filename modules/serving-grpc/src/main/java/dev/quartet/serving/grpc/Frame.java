package dev.quartet.serving.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import dev.quartet.extension.http.BodyLimit;
import dev.quartet.serving.protocol.Compression;
import dev.quartet.serving.protocol.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message as a body has it: whether it is compressed, its length in four bytes, then it. */
final class Frame {

  static final String CONTENT_TYPE = "application/grpc";

  /** The header that names the compression. */
  static final String ENCODING = "grpc-encoding";

  private static final int HEAD_BYTES = 1 + Integer.BYTES;
  private static final String NOT_COMPRESSED = "identity";

  private Frame() {}

  /** Sets the head of every answer. */
  static HttpServerResponse begin(HttpServerResponse response) {
    return response
        .setStatusCode(200)
        .putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE)
        .putHeader("grpc-accept-encoding", NOT_COMPRESSED + ", " + Compression.NAMES);
  }

  /**
   * The compression of a request's messages.
   *
   * @param encoding the header; {@code null} if there is none
   * @return empty for messages that are not compressed
   * @throws Refusal if they are compressed otherwise
   */
  static Optional<Compression> compression(@Nullable String encoding) {
    if (encoding == null || encoding.equals(NOT_COMPRESSED)) {
      return Optional.empty();
    }
    return Optional.of(
        Compression.named(encoding)
            .orElseThrow(
                () ->
                    new Refusal(
                        501,
                        "%s: expected one of %s, %s."
                            .formatted(ENCODING, NOT_COMPRESSED, Compression.NAMES))));
  }

  /**
   * The message of a body that has one.
   *
   * @param compression that of its messages
   * @param limit how large it may be when it is not compressed any more
   * @throws Refusal if the body is something else
   */
  static Part message(byte[] body, Optional<Compression> compression, BodyLimit limit) {
    if (body.length < HEAD_BYTES) {
      throw Refusal.malformed("The request has no message.");
    }
    ByteBuffer head = ByteBuffer.wrap(body);
    byte compressed = head.get();
    long length = Integer.toUnsignedLong(head.getInt());
    if (length != body.length - HEAD_BYTES) {
      throw Refusal.malformed(
          "The request's message says that it has %d bytes, and %d follow: one message is expected."
              .formatted(length, body.length - HEAD_BYTES));
    }
    Part message = new Part(body, HEAD_BYTES, (int) length);
    return switch (compressed) {
      case 0 -> message;
      case 1 -> inflated(message, compression, limit);
      default ->
          throw Refusal.malformed(
              "The request's message begins with %d: expected 0, or 1 if it is compressed."
                  .formatted(compressed));
    };
  }

  private static Part inflated(Part message, Optional<Compression> compression, BodyLimit limit) {
    byte[] bytes =
        compression
            .orElseThrow(
                () ->
                    Refusal.malformed(
                        "The request's message is compressed, and %s does not say how."
                            .formatted(ENCODING)))
            .inflated(
                Arrays.copyOfRange(
                    message.bytes(), message.start(), message.start() + message.length()),
                limit);
    return new Part(bytes, 0, bytes.length);
  }

  /** A body of one message, not compressed. */
  static byte[] of(MessageLite message) {
    int length = message.getSerializedSize();
    byte[] body = new byte[HEAD_BYTES + length];
    ByteBuffer.wrap(body).put((byte) 0).putInt(length);
    CodedOutputStream output = CodedOutputStream.newInstance(body, HEAD_BYTES, length);
    try {
      message.writeTo(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output.checkNoSpaceLeft();
    return body;
  }
}
