package dev.quartet.serving.http;

/**
 * A place in a request's JSON.
 *
 * @param pointer a JSON Pointer, RFC 6901; empty for the whole
 */
record Place(String pointer) {

  static final Place WHOLE = new Place("");

  Place member(String name) {
    return new Place(pointer + '/' + name.replace("~", "~0").replace("/", "~1"));
  }

  Place item(int index) {
    return new Place(pointer + '/' + index);
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return pointer.isEmpty() ? "The request" : pointer;
  }
}
