package dev.quartet.localaws.s3;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes one XML document, element by element. */
final class Xml {
  static final String S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  Xml(String root, String namespace) {
    out.append('<').append(root);
    if (!namespace.isEmpty()) {
      out.append(" xmlns=\"").append(namespace).append('"');
    }
    out.append('>');
    open.push(root);
  }

  static Xml s3(String root) {
    return new Xml(root, S3_NAMESPACE);
  }

  Xml open(String name) {
    out.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  Xml close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  Xml text(String name, Object value) {
    open(name);
    escape(value.toString());
    return close();
  }

  String end() {
    while (!open.isEmpty()) {
      close();
    }
    return out.toString();
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> {
          if (c < ' ') {
            out.append("&#x").append(Integer.toHexString(c)).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
