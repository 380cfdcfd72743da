package dev.quartet.serving.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A place in a request, as its JSON has it; by gRPC the fields of messages are members. The text of
 * it is made when a message needs it, since most requests have nothing to be told.
 */
public final class Place {

  public static final Place WHOLE = new Place(null, "");

  private final @Nullable Place parent;

  /** A member's name or an item's index. */
  private final Object step;

  private Place(@Nullable Place parent, Object step) {
    this.parent = parent;
    this.step = step;
  }

  public Place member(String name) {
    return new Place(this, name);
  }

  public Place item(int index) {
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
