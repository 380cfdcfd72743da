package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.ErrorKind;
import dev.quartet.extension.call.FunctionCall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function with what an event brings: the event's payload is the function's input. The same
 * on Lambda and wherever else an event is tried. Safe for concurrent use; a call blocks until the
 * function has answered.
 *
 * <p>The items of one event are called one after the other: a function's memory and time are
 * declared for one call at a time, and a queue in order needs it so.
 */
@Singleton
public final class Events {

  private static final Logger LOG = Logger.getLogger(Events.class);

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final EventReader reader;
  private final Inputs inputs;

  @Inject
  public Events(ObjectMapper mapper, Schedules schedules) {
    this.reader = new EventReader(mapper);
    this.inputs = new Inputs(reader, schedules);
  }

  /** What an event is. */
  public Event told(byte[] event) {
    return reader.read(event);
  }

  /**
   * Handles an event as {@link #handle(FunctionCall, Event)} does.
   *
   * @param event the event as its source sends it, JSON in UTF-8
   */
  public byte[] handle(FunctionCall function, byte[] event) {
    return handle(function, told(event));
  }

  /**
   * Handles an event by its kind:
   *
   * <ul>
   *   <li>direct, EventBridge and one CloudEvent: one call, whose output is the answer, {@code
   *       null} for a function without output;
   *   <li>batches of SQS messages or CloudEvents: a call for each, and the answer names those that
   *       failed in {@code batchItemFailures}. Their source delivers these alone again;
   *   <li>notifications of S3 and SNS: a call for each record. They are delivered asynchronously,
   *       and their sources read no answer: after all records were tried, the event fails with the
   *       first failure, so that Lambda delivers it again, and with it also what succeeded. The
   *       answer is {@code null}.
   * </ul>
   *
   * @return the answer, JSON in UTF-8
   * @throws CallFailed when the event failed, is none for a function, or comes from a source
   *     without a handler
   */
  public byte[] handle(FunctionCall function, Event event) {
    return handle(Callee.of(function), event);
  }

  /**
   * Calls a function with the data of a CloudEvent in JSON, declared as such by its sender.
   *
   * @return the function's output as JSON in UTF-8, empty for a function without output
   * @throws CallFailed when this is no CloudEvent 1.0, or the function did not answer
   */
  public byte[] cloudEvent(FunctionCall function, byte[] event) {
    return Callee.of(function).call(CloudEvents.input(reader.readDeclared(event), ""));
  }

  /**
   * Calls a function with the data of each CloudEvent of an array, declared as such by its sender.
   *
   * @param awaited whether the sender still waits for the answer, asked before each event: without
   *     one it sends all of them again, so no more are tried then
   * @return which events failed or were not tried, by their ids, JSON in UTF-8
   * @throws CallFailed when this is no array of things with ids
   */
  public byte[] cloudEvents(FunctionCall function, byte[] events, BooleanSupplier awaited) {
    return cloudEvents(Callee.of(function), events, awaited);
  }

  byte[] cloudEvents(Callee function, byte[] events, BooleanSupplier awaited) {
    return handleCloudEvents(function, reader.readDeclared(events), awaited);
  }

  byte[] handle(Callee function, Event event) {
    return switch (event) {
      case Event.Direct(byte[] input) -> answer(function.call(new Input.Text(input)));
      case Event.EventBridge _, Event.CloudEvent _ ->
          answer(function.call(inputs.of(function.name(), event).getFirst().get()));
      case Event.Sqs(JsonNode records) -> handleMessages(function, records);
      case Event.CloudEvents(JsonNode events) -> handleCloudEvents(function, events, () -> true);
      case Event.S3 _, Event.S3Test _, Event.Sns _ -> {
        callWithEach(function, inputs.of(function.name(), event));
        yield NULL;
      }
      case Event.Http _ ->
          throw new CallFailed(
              new CallError(
                  ErrorKind.MALFORMED,
                  "This is an HTTP event, which the application's routes answer, not a function."
                      + " Send its body to the function's path.",
                  ""));
      case Event.Unsupported _ -> throw Inputs.unsupported();
    };
  }

  /**
   * SQS delivers the failed messages again, when the event source mapping has {@code
   * ReportBatchItemFailures}; else it takes the whole batch for done.
   */
  private byte[] handleMessages(Callee function, JsonNode messages) {
    BatchAnswer answer = new BatchAnswer();
    boolean skipRest = false;
    for (JsonNode message : messages) {
      String id = message.path("messageId").asText();
      if (skipRest
          || !succeeds(
              function, id, inputs.ofMessage(function.name(), message.path("body").asText()))) {
        answer.failed(id);
        skipRest = isOrdered(message);
      }
    }
    return answer.json();
  }

  /** In a FIFO queue a message must not overtake one that failed before it. */
  private static boolean isOrdered(JsonNode message) {
    return message.path("eventSourceARN").asText().endsWith(".fifo");
  }

  private byte[] handleCloudEvents(Callee function, JsonNode events, BooleanSupplier awaited) {
    List<String> ids = CloudEvents.ids(events);
    List<Supplier<Input>> data = inputs.of(function.name(), new Event.CloudEvents(events));
    BatchAnswer answer = new BatchAnswer();
    int tried = 0;
    while (tried < ids.size() && awaited.getAsBoolean()) {
      if (!succeeds(function, ids.get(tried), List.of(data.get(tried)))) {
        answer.failed(ids.get(tried));
      }
      tried++;
    }
    if (tried < ids.size()) {
      LOG.warnf(
          "%s: %d of the %d events of a batch were not tried: its sender waits no more",
          function.name(), ids.size() - tried, ids.size());
      ids.subList(tried, ids.size()).forEach(answer::failed);
    }
    return answer.json();
  }

  private static boolean succeeds(Callee function, String id, List<Supplier<Input>> inputs) {
    try {
      callWithEach(function, inputs);
      return true;
    } catch (CallFailed e) {
      LOG.warnf("%s: item %s of a batch failed: %s", function.name(), id, e.error().detail());
      return false;
    }
  }

  /**
   * @throws CallFailed the first failure, after all were tried
   */
  private static void callWithEach(Callee function, List<Supplier<Input>> inputs) {
    @Nullable CallFailed first = null;
    for (Supplier<Input> input : inputs) {
      try {
        function.call(input.get());
      } catch (CallFailed e) {
        if (first == null) {
          first = e;
        } else {
          LOG.warnf("%s: one more record failed: %s", function.name(), e.error().detail());
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static byte[] answer(byte[] output) {
    return output.length == 0 ? NULL : output;
  }
}
