package dev.quartet.extension.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartet.extension.event.Schedules;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What the build found out about the functions, as {@code functions.json} holds it. */
public final class Manifest implements Schedules {

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
