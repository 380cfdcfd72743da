package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;

/**
 * One object.
 *
 * @param headers content type, user metadata and checksums, as they are answered; names in lower
 *     case
 * @param etag MD5 of the body in hex, quoted as in HTTP; of an object made of parts, S3's MD5 of
 *     MD5s
 * @param sizeBytes length of the body, also when {@code body} is left out
 * @param body the bytes, or an empty buffer in the index of a store that keeps bodies in files
 */
record StoredObject(
    String key,
    Map<String, String> headers,
    String etag,
    Instant lastModified,
    long sizeBytes,
    Buffer body) {

  StoredObject withoutBody() {
    return withStartOfBody(0);
  }

  StoredObject withStartOfBody(int bytes) {
    Buffer start = body.getBuffer(0, Math.min(bytes, body.length()));
    return new StoredObject(key, headers, etag, lastModified, sizeBytes, start);
  }
}
