package dev.quartet.extension.call;

/** JSON Pointer, RFC 6901. */
final class Pointers {

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private Pointers() {}
}
