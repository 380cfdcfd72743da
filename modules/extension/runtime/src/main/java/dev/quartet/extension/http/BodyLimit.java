package dev.quartet.extension.http;

/**
 * The largest body that is taken.
 *
 * @param bytes its size
 * @param key the configuration key that says so, for messages
 */
public record BodyLimit(long bytes, String key) {

  /** What a caller reads whose body is larger. */
  public String refusal() {
    return "The body is larger than %d bytes (%s).".formatted(bytes, key);
  }
}
