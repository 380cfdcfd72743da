package dev.quartet.localaws.s3;

/** Compares entity tags as HTTP conditions do: a list, quotes optional, {@code *} for any. */
final class ETags {
  private ETags() {}

  static boolean matches(String condition, String etag) {
    for (String candidate : condition.split(",", -1)) {
      String tag = candidate.strip();
      if (tag.equals("*") || unquoted(tag).equals(unquoted(etag))) {
        return true;
      }
    }
    return false;
  }

  private static String unquoted(String tag) {
    return tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"")
        ? tag.substring(1, tag.length() - 1)
        : tag;
  }
}
