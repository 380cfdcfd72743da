package dev.quartet.extension.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartet.extension.event.Schedules;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the build found out about the functions, as {@code functions.json} holds it. Read when it is
 * first asked for: no start waits for it, because no plain call needs it.
 */
public final class Manifest implements Schedules {

  private final String json;
  private @Nullable JsonNode functions;

  Manifest(String json) {
    this.json = json;
  }

  synchronized JsonNode functions() {
    JsonNode read = functions;
    if (read == null) {
      read = read(json);
      functions = read;
    }
    return read;
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json).get("functions");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the manifest made at build time is no JSON", e);
    }
  }

  Optional<JsonNode> function(String name) {
    return StreamSupport.stream(functions().spliterator(), false)
        .filter(function -> function.get("name").asText().equals(name))
        .findFirst();
  }

  @Override
  public JsonNode inputOf(String function) {
    return function(function)
        .flatMap(
            described ->
                StreamSupport.stream(described.path("triggers").spliterator(), false)
                    .filter(trigger -> trigger.path("type").asText().equals("schedule"))
                    .findFirst())
        .map(schedule -> schedule.get("input"))
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }
}
