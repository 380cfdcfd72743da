package dev.quartet.contract.malformed;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request that no function may accept. */
public final class MalformedRequest {

  private static final int SHOWN_CHARACTERS = 80;

  private final String function;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Mutation mutation;

  MalformedRequest(String function, Map<String, String> headers, byte[] body, Mutation mutation) {
    this.function = function;
    this.headers = Map.copyOf(headers);
    this.body = body.clone();
    this.mutation = mutation;
  }

  /** The function that it is meant for. */
  public String function() {
    return function;
  }

  /** The headers to send, the content type among them. */
  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body.clone();
  }

  /** What was done to a good request. */
  public Mutation mutation() {
    return mutation;
  }

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    String shown =
        text.length() <= SHOWN_CHARACTERS * 2
            ? text
            : text.substring(0, SHOWN_CHARACTERS)
                + "…"
                + text.substring(text.length() - SHOWN_CHARACTERS);
    return "%s to %s, %d bytes, %s: %s".formatted(mutation, function, body.length, headers, shown);
  }
}
