package dev.quartet.loadtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sample of the manifest, again and again, to a function without a scenario of its own. Every
 * answer must fit the function's output schema; one without output must be empty, with status 204.
 */
final class SampleScenario implements Scenario {
  private static final int NO_CONTENT = 204;

  /** What a function without input is sent, which ignores it. */
  private static final String NO_INPUT = "{}";

  private final String function;
  private final Call call;

  /**
   * @param sample the input; null for a function without
   * @param output what answers must fit; null for a function without output
   */
  SampleScenario(String function, @Nullable JsonNode sample, @Nullable OutputSchema output) {
    this.function = function;
    Buffer body = Buffer.buffer(sample == null ? NO_INPUT : sample.toString());
    this.call =
        output == null
            ? new Call(body, NO_CONTENT, SampleScenario::problemOfNone)
            : new Call(body, answer -> JsonAnswer.check(answer, output::problemOf));
  }

  private static Optional<String> problemOfNone(Buffer body) {
    return body.length() == 0
        ? Optional.empty()
        : Optional.of("expected no body, got " + JsonAnswer.shown(body));
  }

  @Override
  public String function() {
    return function;
  }

  @Override
  public String description() {
    return call.status() == NO_CONTENT
        ? "its sample; right with status 204 and no body"
        : "its sample; right with a body that fits its output schema";
  }

  /** All arms are sent the same sample, so that none could have calls of its own. */
  @Override
  public boolean writesToStores() {
    return false;
  }

  @Override
  public List<Call> calls(long seed, int count) {
    return Collections.nCopies(count, call);
  }
}
