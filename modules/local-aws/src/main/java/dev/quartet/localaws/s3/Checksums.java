package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The digests of S3: MD5 for the entity tag and Content-MD5, and the algorithms of {@code
 * x-amz-checksum-*}.
 */
final class Checksums {
  static final String HEADER_PREFIX = "x-amz-checksum-";
  static final List<String> ALGORITHMS = List.of("crc32", "crc32c", "crc64nvme", "sha1", "sha256");

  private Checksums() {}

  static byte[] md5(byte[] bytes) {
    return digest("MD5", bytes);
  }

  static byte[] sha256(byte[] bytes) {
    return digest("SHA-256", bytes);
  }

  /**
   * @param algorithm one of {@link #ALGORITHMS}
   * @return the value as S3 writes it in a header
   */
  static String base64(String algorithm, Buffer body) {
    byte[] bytes = body.getBytes();
    return Base64.getEncoder()
        .encodeToString(
            switch (algorithm) {
              case "crc32" -> crc32(new CRC32(), bytes);
              case "crc32c" -> crc32(new CRC32C(), bytes);
              case "crc64nvme" ->
                  ByteBuffer.allocate(Long.BYTES).putLong(Crc64Nvme.of(bytes)).array();
              case "sha1" -> digest("SHA-1", bytes);
              case "sha256" -> sha256(bytes);
              default ->
                  throw new IllegalArgumentException("unknown checksum algorithm " + algorithm);
            });
  }

  private static byte[] crc32(Checksum checksum, byte[] bytes) {
    checksum.update(bytes);
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
