package dev.quartet.localaws.s3;

import java.util.Comparator;

/**
 * S3 lists keys by their UTF-8 bytes; Java compares UTF-16, which differs where surrogates come in.
 */
enum KeyOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean aIsSurrogate = Character.isSurrogate(a);
        return aIsSurrogate == Character.isSurrogate(b)
            ? Character.compare(a, b)
            : aIsSurrogate ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
