package dev.quartet.serving.http;

import org.jspecify.annotations.Nullable;

/**
 * A place in a request's JSON. The text of it is made when a message needs it, since most requests
 * have nothing to be told.
 */
final class Place {

  static final Place WHOLE = new Place(null, "");

  private final @Nullable Place parent;

  /** A member's name or an item's index. */
  private final Object step;

  private Place(@Nullable Place parent, Object step) {
    this.parent = parent;
    this.step = step;
  }

  Place member(String name) {
    return new Place(this, name);
  }

  Place item(int index) {
    return new Place(this, index);
  }

  /** A JSON Pointer, RFC 6901; empty for the whole. */
  private String pointer() {
    return parent == null
        ? ""
        : parent.pointer() + '/' + step.toString().replace("~", "~0").replace("/", "~1");
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return parent == null ? "The request" : pointer();
  }
}
