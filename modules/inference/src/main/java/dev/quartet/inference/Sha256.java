package dev.quartet.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 lower-case hexadecimal digits. */
final class Sha256 {

  private static final int DIGITS = 64;
  private static final int BUFFER_BYTES = 1 << 16;

  private Sha256() {}

  static boolean isOne(String text) {
    return text.length() == DIGITS
        && text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
  }

  static String of(byte[] content) {
    MessageDigest digest = digest();
    digest.update(content);
    return hex(digest);
  }

  /**
   * @throws IOException if the file can't be read
   */
  static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream content = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int count;
      while ((count = content.read(buffer)) > 0) {
        digest.update(buffer, 0, count);
      }
    }
    return hex(digest);
  }

  /** Takes what is to be hashed; {@link #hex} tells the hash. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The hash of what the digest was given. */
  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
