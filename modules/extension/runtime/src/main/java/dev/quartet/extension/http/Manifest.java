package dev.quartet.extension.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartet.extension.event.Schedules;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the build found out about the functions, as {@code functions.json} holds it. Read when it is
 * first asked for: no start waits for it, because no plain call needs it.
 */
@Singleton
public final class Manifest implements Schedules {

  /** The resource that the build makes, at the root of the class path. */
  public static final String RESOURCE = "functions.json";

  private @Nullable JsonNode functions;

  Manifest() {}

  synchronized JsonNode functions() {
    JsonNode read = functions;
    if (read == null) {
      read = read();
      functions = read;
    }
    return read;
  }

  /**
   * By the thread's class loader, because in dev mode the application's resources are in another
   * one than this class.
   */
  private static JsonNode read() {
    try (@Nullable InputStream file =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException(
            RESOURCE + ", which the build makes, is not on the class path");
      }
      return new ObjectMapper().readTree(file).required("functions");
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + ", which the build makes, can't be read", e);
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
