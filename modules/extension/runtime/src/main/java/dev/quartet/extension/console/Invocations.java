package dev.quartet.extension.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.FunctionCall;
import dev.quartet.extension.call.FunctionCalls;
import dev.quartet.extension.event.Events;
import dev.quartet.extension.http.Bodies;
import dev.quartet.extension.http.Problems;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code POST …/invoke/<function>?as=<trigger>}: calls a function by the event that the trigger
 * would send, through the same code that answers events on Lambda. The answer is {@code {"event",
 * "answer" or "error": {"errorType", "errorMessage"}, "durationMillis"}}.
 */
final class Invocations implements Handler<RoutingContext> {

  private static final byte[] NO_INPUT = {'{', '}'};
  private static final double NANOS_PER_MILLI = 1e6;

  private final FunctionCalls functions;
  private final Events events;
  private final Bodies bodies;
  private final Problems problems;
  private final Vertx vertx;

  /** Numbers reach the function as they were sent. */
  private final ObjectReader exact;

  Invocations(
      FunctionCalls functions,
      Events events,
      Bodies bodies,
      Problems problems,
      Vertx vertx,
      ObjectMapper mapper) {
    this.functions = functions;
    this.events = events;
    this.bodies = bodies;
    this.problems = problems;
    this.vertx = vertx;
    this.exact =
        mapper
            .reader()
            .with(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  @Override
  public void handle(RoutingContext context) {
    String name = String.valueOf(context.pathParam("function"));
    String as = String.valueOf(context.request().getParam("as", ""));
    Optional<FunctionCall> function = functions.named(name);
    Optional<Trigger> trigger = Trigger.of(as);
    if (function.isEmpty()) {
      problems.answer(
          context,
          404,
          "Unknown function",
          "There is no function '%s'. There are: %s."
              .formatted(name, String.join(", ", functions.names())));
    } else if (trigger.isEmpty()) {
      problems.answer(
          context,
          400,
          "Unknown trigger",
          "'as' must be one of %s, not '%s'.".formatted(Trigger.ids(), as));
    } else {
      bodies.read(context, body -> invoke(context, function.get(), trigger.get(), body));
    }
  }

  private void invoke(RoutingContext context, FunctionCall function, Trigger trigger, byte[] body) {
    byte[] event;
    try {
      event =
          trigger
              .event(function.name(), read(body.length == 0 ? NO_INPUT : body))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
    } catch (CallFailed e) {
      problems.answer(context, e.error());
      return;
    }
    JsonAnswer.of(vertx, context, () -> answer(function, event));
  }

  private JsonNode read(byte[] body) {
    try {
      return exact.readTree(body);
    } catch (IOException e) {
      throw new CallFailed(CallError.notJson(e));
    }
  }

  private ObjectNode answer(FunctionCall function, byte[] event) {
    ObjectNode told = JsonNodeFactory.instance.objectNode().putRawValue("event", raw(event));
    long startNanos = System.nanoTime();
    try {
      byte[] answer = events.handle(function, event);
      told.put("durationMillis", millisSince(startNanos));
      return told.putRawValue("answer", raw(answer));
    } catch (CallFailed e) {
      told.put("durationMillis", millisSince(startNanos))
          .putObject("error")
          .put("errorType", e.error().kind().lambdaErrorType())
          .put("errorMessage", e.error().detail());
      return told;
    }
  }

  private static double millisSince(long startNanos) {
    return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
  }

  private static RawValue raw(byte[] json) {
    return new RawValue(new String(json, StandardCharsets.UTF_8));
  }
}
