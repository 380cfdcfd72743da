package dev.quartet.loadtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Fresh identifiers to {@code uuid}; the answer must send each back with its bucket and key. */
public final class UuidScenario implements Scenario {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  private final long epochMillis;

  /**
   * @param epochMillis the time that the identifiers carry, in milliseconds since 1970: two
   *     comparisons that share a seed and a store then still write different records
   */
  public UuidScenario(long epochMillis) {
    this.epochMillis = epochMillis;
  }

  @Override
  public String function() {
    return "uuid";
  }

  @Override
  public String description() {
    return "a fresh id each; right when it comes back with its bucket and key";
  }

  @Override
  public boolean writesToStores() {
    return true;
  }

  @Override
  public List<Call> calls(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Call> calls = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String id = version7(random).toString();
      calls.add(
          new Call(
              Buffer.buffer("{\"id\":\"" + id + "\"}"),
              body -> JsonAnswer.checkObject(body, answer -> problemOf(answer, id))));
    }
    return calls;
  }

  private UUID version7(SplittableRandom random) {
    long high = (epochMillis << 16) | VERSION_7 | random.nextInt(0x1000);
    long low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low);
  }

  private static Optional<String> problemOf(JsonNode answer, String id) {
    if (!id.equals(answer.path("uuid").textValue())) {
      return Optional.of("uuid is not the id sent, " + id);
    }
    if (!(id + ".txt").equals(answer.path("key").textValue())) {
      return Optional.of("key is not " + id + ".txt");
    }
    return answer.path("bucket").asText().isEmpty()
        ? Optional.of("bucket is missing")
        : Optional.empty();
  }
}
