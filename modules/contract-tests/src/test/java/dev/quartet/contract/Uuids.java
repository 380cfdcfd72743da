package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Stores;
import java.time.Instant;
import java.util.UUID;

/** What a finished uuid call leaves behind. */
final class Uuids {

  private Uuids() {}

  /** An id that no test has used. */
  static String fresh() {
    return UUID.randomUUID().toString();
  }

  static String withId(String id) {
    return "{\"id\": \"" + id + "\"}";
  }

  /** Checks the answer's shape, and that the object and the record are there and agree with it. */
  static String assertStored(JsonNode answer, Stores stores) {
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("uuid", "bucket", "key", "table", "created_at");
    String uuid = answer.get("uuid").asText();
    assertThat(UUID.fromString(uuid)).hasToString(uuid);
    assertThat(answer.get("bucket").asText()).isEqualTo(Stores.NAME);
    assertThat(answer.get("table").asText()).isEqualTo(Stores.NAME);
    assertThat(answer.get("key").asText()).isEqualTo(uuid + ".txt");
    assertThat(Instant.parse(answer.get("created_at").asText())).isNotNull();

    assertThat(stores.object(uuid + ".txt")).hasValue(uuid);
    assertThat(stores.contentType(uuid + ".txt")).startsWith("text/plain");
    assertThat(stores.record(uuid))
        .containsEntry("uuid", uuid)
        .containsEntry("bucket", Stores.NAME)
        .containsEntry("key", uuid + ".txt")
        .containsEntry("table", Stores.NAME)
        .containsEntry("created_at", answer.get("created_at").asText());
    return uuid;
  }

  /** Checks that there are a record of the id and one object, its own. */
  static void assertKept(String id, Stores stores) {
    assertThat(stores.record(id)).containsEntry("uuid", id);
    assertThat(stores.objects(id)).containsExactly(id + ".txt");
    assertThat(stores.object(id + ".txt")).hasValue(id);
  }

  /** Checks that nothing at all was stored for the id. */
  static void assertNotStored(String id, Stores stores) {
    assertThat(stores.record(id)).isEmpty();
    assertThat(stores.object(id + ".txt")).isEmpty();
  }
}
