package dev.quartet.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartet.extension.BadInput;
import dev.quartet.extension.DependencyUnavailable;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MakeUuidTest {

  private static final String ID = "0198c0de-7abc-7def-8000-00000000000f";
  private static final Instant NOW = Instant.parse("2026-11-01T12:34:56.789123Z");

  private final FakeStores stores = new FakeStores();
  private final MakeUuid function = functionAt(NOW);

  @Test
  void theObjectIsWrittenBeforeTheRecordThatPointsToIt() {
    UuidRecord answer = call(ID);

    assertThat(stores.journal).containsExactly("object " + ID + ".txt", "record " + ID);
    assertThat(stores.objects).containsOnly(Map.entry(ID + ".txt", ID));
    assertThat(stores.records).containsOnly(Map.entry(ID, answer));
    assertThat(answer)
        .isEqualTo(
            new UuidRecord(ID, "a-bucket", ID + ".txt", "a-table", "2026-11-01T12:34:56.789Z"));
  }

  @Test
  void nothingIsWrittenBeforeTheAnswerIsAskedFor() {
    assertThat(function.uuid(new UuidRequest(ID))).isNotNull();

    assertThat(stores.journal).isEmpty();
  }

  @Test
  void withoutAnIdEveryAnswerIsANewVersion7Uuid() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      UUID uuid = UUID.fromString(call(null).uuid());
      assertThat(uuid.version()).isEqualTo(7);
      assertThat(uuid.variant()).isEqualTo(2);
      made.add(uuid.toString());
    }

    assertThat(made).hasSize(1_000).isEqualTo(stores.records.keySet());
  }

  @Test
  void aNewUuidCarriesTheTimeOfItsMaking() {
    long before = System.currentTimeMillis();
    UUID uuid = UUID.fromString(call(null).uuid());
    long after = System.currentTimeMillis();

    assertThat(uuid.getMostSignificantBits() >>> 16).isBetween(before, after);
  }

  @Test
  void theSameIdTwiceGivesOneRecordAndTheFirstAnswer() {
    UuidRecord first = call(ID);
    UuidRecord second =
        functionAt(NOW.plus(Duration.ofDays(1))).uuid(new UuidRequest(ID)).await().indefinitely();

    assertThat(second).isEqualTo(first);
    assertThat(stores.objects).hasSize(1);
    assertThat(stores.records).hasSize(1);
  }

  @Test
  void anIdInUpperCaseIsTheSameId() {
    UuidRecord lower = call(ID);

    assertThat(call(ID.toUpperCase(Locale.ROOT))).isEqualTo(lower);
    assertThat(stores.objects.keySet()).containsExactly(ID + ".txt");
    assertThat(stores.records.keySet()).containsExactly(ID);
  }

  @Test
  void aFailingObjectStoreLeavesNothing() {
    stores.objectsFail = true;

    assertThatExceptionOfType(DependencyUnavailable.class)
        .isThrownBy(() -> call(ID))
        .withMessage("S3 is unavailable. Retry later.");
    assertThat(stores.journal).containsExactly("object " + ID + ".txt");
    assertThat(stores.records).isEmpty();
  }

  @Test
  void aFailingRecordStoreLeavesAnObjectThatTheRetryCompletes() {
    stores.recordsFail = true;
    assertThatExceptionOfType(DependencyUnavailable.class)
        .isThrownBy(() -> call(ID))
        .withMessage("DynamoDB is unavailable. Retry later.");
    assertThat(stores.objects).hasSize(1);
    assertThat(stores.records).isEmpty();

    stores.recordsFail = false;
    UuidRecord answer = call(ID);

    assertThat(answer.uuid()).isEqualTo(ID);
    assertThat(stores.objects.keySet()).containsExactly(answer.key());
    assertThat(stores.records).containsOnly(Map.entry(ID, answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "uuid",
        "0198c0de7abc7def800000000000000f",
        "{0198c0de-7abc-7def-8000-00000000000f}",
        "0198c0de-7abc-7def-8000-00000000000g",
        "198c0de-7abc-7def-8000-00000000000f",
        "0198c0de-7abc-7def-8000-00000000000f\n",
        "../0198c0de-7abc-7def-8000-00000000000f"
      })
  void anIdThatIsNoUuidIsRefusedByName(String id) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> call(id))
        .withMessageStartingWith("/id: expected a UUID")
        .extracting(BadInput::pointer)
        .isEqualTo("/id");
    assertThat(stores.journal).isEmpty();
  }

  @Test
  void aCallerWhoMayBlockWaitsForNoOtherThread() {
    call(ID);

    assertThat(stores.threads).containsExactly(Thread.currentThread());
  }

  @Test
  void aCallerWhoMayNotBlockIsSpared() throws Exception {
    Infrastructure.setCanCallerThreadBeBlockedSupplier(() -> false);
    try {
      function.uuid(new UuidRequest(ID)).subscribeAsCompletionStage().get();
    } finally {
      Infrastructure.resetCanCallerThreadBeBlockedSupplier();
    }

    assertThat(stores.threads).hasSize(1).doesNotContain(Thread.currentThread());
  }

  private MakeUuid functionAt(Instant now) {
    return new MakeUuid(
        stores.objectStore(), stores.recordStore(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private UuidRecord call(@Nullable String id) {
    return function.uuid(new UuidRequest(id)).await().indefinitely();
  }
}
