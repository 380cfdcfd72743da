package dev.quartet.localaws.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Part of a body.
 *
 * @param start first byte, counted from 0
 * @param end the byte after the last one
 */
record ByteRange(int start, int end) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a Range header.
   *
   * @return null when the header asks for the whole or is one that servers ignore
   * @throws S3Exception when the range lies outside the body
   */
  static @Nullable ByteRange parse(String header, int sizeBytes) {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches() || header.equals("bytes=-")) {
      return null;
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      long suffix = Math.min(Long.parseLong(last), sizeBytes);
      if (suffix == 0) {
        throw unsatisfiable();
      }
      return new ByteRange((int) (sizeBytes - suffix), sizeBytes);
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? sizeBytes : Math.min(Long.parseLong(last) + 1, sizeBytes);
    if (start >= sizeBytes || start >= end) {
      throw unsatisfiable();
    }
    return new ByteRange((int) start, (int) end);
  }

  private static S3Exception unsatisfiable() {
    return new S3Exception(416, "InvalidRange", "The requested range is not satisfiable");
  }
}
