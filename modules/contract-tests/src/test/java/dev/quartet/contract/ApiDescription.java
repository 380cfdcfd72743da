package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Http;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server's OpenAPI document, as far as it is about functions. */
final class ApiDescription {

  private final JsonNode api;

  private ApiDescription(JsonNode api) {
    this.api = api;
  }

  static ApiDescription of(Http http) {
    Answer answer =
        Http.send(http.to("/q/openapi?format=json").header("Accept", "application/json").GET());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return new ApiDescription(answer.json());
  }

  /** The operation that a POST to the path is. */
  Operation post(String path) {
    JsonNode operation = api.path("paths").path(path).path("post");
    assertThat(operation.isObject()).as("POST %s in %s", path, api.path("paths")).isTrue();
    return new Operation(operation);
  }

  /** One operation, with what it takes and answers as JSON. */
  final class Operation {

    private final JsonNode operation;

    private Operation(JsonNode operation) {
      this.operation = operation;
    }

    /** The schema of what it takes; a missing node when it says nothing of that. */
    JsonNode inputSchema() {
      return resolved(input().path("schema"));
    }

    /** An example of what it takes; a missing node when there is none. */
    JsonNode inputExample() {
      @Nullable JsonNode first = first(input().path("examples"));
      return first == null ? input().path("example") : first.path("value");
    }

    /** The schema of the answer with that status; a missing node when it says nothing of that. */
    JsonNode outputSchema(int status) {
      JsonNode response = response(status);
      return resolved(response.path("content").path("application/json").path("schema"));
    }

    /** The answer with that status; a missing node when it says nothing of that. */
    JsonNode response(int status) {
      return resolved(operation.path("responses").path(String.valueOf(status)));
    }

    /** The media types of what it takes. */
    Set<String> inputTypes() {
      Set<String> types = new HashSet<>();
      inputs().fieldNames().forEachRemaining(types::add);
      return types;
    }

    private JsonNode input() {
      return inputs().path("application/json");
    }

    private JsonNode inputs() {
      return resolved(operation.path("requestBody")).path("content");
    }

    private static @Nullable JsonNode first(JsonNode examples) {
      return examples.isEmpty() ? null : examples.iterator().next();
    }

    @Override
    public String toString() {
      return operation.toString();
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.get("$ref").asText().substring(1)) : node;
  }
}
