package dev.quartet.extension.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What the build found out about the functions, as {@code functions.json} holds it. */
public final class Manifest {

  private final JsonNode functions;

  Manifest(String json) {
    try {
      this.functions = new ObjectMapper().readTree(json).get("functions");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the manifest made at build time is no JSON", e);
    }
  }

  JsonNode functions() {
    return functions;
  }

  Optional<JsonNode> function(String name) {
    return StreamSupport.stream(functions.spliterator(), false)
        .filter(function -> function.get("name").asText().equals(name))
        .findFirst();
  }
}
