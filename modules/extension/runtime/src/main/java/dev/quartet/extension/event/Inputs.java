package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The inputs that an event brings. Each is made when its turn has come and then may fail with
 * {@link CallFailed}, so that a wrong record does not keep the others from being tried.
 */
final class Inputs {

  private static final Logger LOG = Logger.getLogger(Inputs.class);

  private final EventReader reader;
  private final Schedules schedules;

  Inputs(EventReader reader, Schedules schedules) {
    this.reader = reader;
    this.schedules = schedules;
  }

  /**
   * @param function the name of the function that the event is for
   * @throws CallFailed when the event is none for a function
   */
  List<Supplier<Input>> of(String function, Event event) {
    return switch (event) {
      case Event.Direct(byte[] input) -> List.of(() -> new Input.Text(input));
      case Event.EventBridge(JsonNode detailed) -> List.of(() -> ofEventBridge(function, detailed));
      case Event.CloudEvent(JsonNode one) -> List.of(() -> CloudEvents.input(one, ""));
      case Event.CloudEvents(JsonNode events) -> ofEach(events, "", CloudEvents::input);
      case Event.S3(JsonNode records) ->
          ofEach(
              records,
              "/Records",
              (record, pointer) -> new Input.Part(S3Objects.ofRecord(record, pointer), ""));
      case Event.S3Test(String bucket) -> {
        LOG.infof("%s: S3 can send notifications of the bucket %s", function, bucket);
        yield List.of();
      }
      case Event.Sns(JsonNode records) -> {
        List<Supplier<Input>> inputs = new ArrayList<>();
        records.forEach(
            record -> inputs.addAll(ofMessage(function, record.at("/Sns/Message").asText())));
        yield inputs;
      }
      case Event.Sqs _, Event.Http _, Event.Unsupported _ -> throw unsupported();
    };
  }

  /** The inputs that a message of a queue or a topic brings. */
  List<Supplier<Input>> ofMessage(String function, String message) {
    return switch (reader.readMessage(message)) {
      case Event.Unsupported _ ->
          List.of(
              () -> {
                throw unsupported();
              });
      case Event event -> of(function, event);
    };
  }

  private Input ofEventBridge(String function, JsonNode event) {
    String source = event.path("source").asText();
    String detailType = event.path("detail-type").asText();
    if (detailType.equals("Scheduled Event")
        && (source.equals("aws.events") || source.equals("aws.scheduler"))) {
      return new Input.Part(schedules.inputOf(function), "");
    }
    if (source.equals("aws.s3") && detailType.startsWith("Object ")) {
      return new Input.Part(S3Objects.ofEventBridge(event), "");
    }
    return new Input.Part(event.path("detail"), "/detail");
  }

  private static List<Supplier<Input>> ofEach(JsonNode items, String pointer, Reading reading) {
    List<Supplier<Input>> inputs = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      String place = pointer + '/' + i;
      inputs.add(() -> reading.input(item, place));
    }
    return inputs;
  }

  static CallFailed unsupported() {
    return new CallFailed(
        new CallError(
            ErrorKind.MALFORMED,
            "This kind of event has no handler. Send HTTP events of payload format 2.0, SQS"
                + " batches, SNS or S3 notifications, EventBridge events, CloudEvents 1.0 in JSON,"
                + " or the function's input itself.",
            ""));
  }

  private interface Reading {
    Input input(JsonNode item, String pointer);
  }
}
