package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decodes {@code aws-chunked} bodies: hexadecimal length, optional signature, data, and after the
 * last chunk trailing headers. Signatures are not checked.
 *
 * @param trailers trailing headers, names in lower case
 */
record AwsChunked(Buffer body, Map<String, String> trailers) {

  /**
   * @throws S3Exception when the body breaks off or is not made of chunks
   */
  static AwsChunked decode(Buffer encoded) {
    Buffer body = Buffer.buffer(encoded.length());
    int position = 0;
    while (true) {
      int lineEnd = lineEnd(encoded, position);
      if (lineEnd < 0) {
        throw incomplete();
      }
      int sizeBytes = sizeBytes(text(encoded, position, lineEnd));
      long dataEnd = lineEnd + 2L + sizeBytes;
      if (sizeBytes == 0) {
        return new AwsChunked(body, trailers(encoded, lineEnd + 2));
      }
      if (sizeBytes < 0 || dataEnd + 2 > encoded.length()) {
        throw incomplete();
      }
      body.appendBuffer(encoded, lineEnd + 2, sizeBytes);
      position = (int) dataEnd + 2;
    }
  }

  private static int sizeBytes(String line) {
    int extension = line.indexOf(';');
    try {
      return Integer.parseUnsignedInt(
          extension < 0 ? line.strip() : line.substring(0, extension).strip(), 16);
    } catch (NumberFormatException e) {
      throw S3Exception.badRequest(
          "InvalidRequest", "The aws-chunked body has a chunk without a length.");
    }
  }

  private static Map<String, String> trailers(Buffer encoded, int start) {
    Map<String, String> trailers = new TreeMap<>();
    int position = start;
    for (int end = lineEnd(encoded, position); end > position; end = lineEnd(encoded, position)) {
      String line = text(encoded, position, end);
      int colon = line.indexOf(':');
      if (colon > 0) {
        trailers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
      position = end + 2;
    }
    return trailers;
  }

  private static String text(Buffer buffer, int start, int end) {
    return buffer.getString(start, end, StandardCharsets.US_ASCII.name());
  }

  private static int lineEnd(Buffer buffer, int start) {
    for (int i = start; i + 1 < buffer.length(); i++) {
      if (buffer.getByte(i) == '\r' && buffer.getByte(i + 1) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static S3Exception incomplete() {
    return S3Exception.badRequest(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the chunk lengths.");
  }
}
