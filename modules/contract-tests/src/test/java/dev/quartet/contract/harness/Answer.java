package dev.quartet.contract.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What came back over HTTP.
 *
 * @param status the status code
 * @param body the whole body as text
 */
public record Answer(int status, HttpHeaders headers, String body) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /**
   * The body as one JSON value.
   *
   * @throws AssertionError when the body is not one JSON value
   */
  public JsonNode json() {
    try {
      JsonNode node = JSON.readTree(body);
      if (node.isMissingNode()) {
        throw new AssertionError("Expected a JSON body, got an empty one: " + this);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new AssertionError("Expected a JSON body: " + this, e);
    }
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The media type without its parameters; empty when there is none. */
  public String mediaType() {
    return header("Content-Type").map(type -> type.split(";", 2)[0].strip()).orElse("");
  }

  @Override
  public String toString() {
    return status + " " + headers.map() + " " + body;
  }
}
