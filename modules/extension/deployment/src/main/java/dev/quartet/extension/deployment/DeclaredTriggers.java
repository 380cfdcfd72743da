package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartet.extension.S3Trigger;
import dev.quartet.extension.ScheduleTrigger;
import dev.quartet.extension.SqsTrigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.jandex.AnnotationInstance;
import org.jspecify.annotations.Nullable;

/**
 * The triggers that a function's author declared, held to what AWS takes and to the input's type.
 */
final class DeclaredTriggers {

  /** Largest batch without a window, by Lambda's rule. */
  private static final int LARGEST_BATCH_AT_ONCE = 10;

  private static final Pattern RATE =
      Pattern.compile("rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\\)");

  /** Six fields, of which one of day of month and day of week is a question mark. */
  private static final Pattern CRON =
      Pattern.compile("cron\\(\\S+ \\S+ (\\? [^\\s?]+ [^\\s?]+|[^\\s?]+ [^\\s?]+ \\?) [^\\s?]+\\)");

  private static final Pattern S3_EVENT = Pattern.compile("s3:[A-Za-z]+:(\\*|[A-Za-z:]+)");

  private final Declarations declared;
  private final @Nullable JsonNode input;

  DeclaredTriggers(Declarations declared, @Nullable JsonNode input) {
    this.declared = declared;
    this.input = input;
  }

  List<Trigger> read() {
    List<Trigger> triggers = new ArrayList<>();
    declared.all(SqsTrigger.class).forEach(each -> triggers.add(sqs(each)));
    declared.all(ScheduleTrigger.class).forEach(each -> triggers.add(schedule(each)));
    declared.all(S3Trigger.class).forEach(each -> triggers.add(s3(each)));
    return triggers;
  }

  /** An input as an object of the bucket makes it. */
  static JsonNode objectEvent() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("bucket", "quartet")
        .put("key", "folder/object.txt")
        .put("size_bytes", 36)
        .put("e_tag", "d41d8cd98f00b204e9800998ecf8427e")
        .put("version_id", "1")
        .put("event_name", "ObjectCreated:Put");
  }

  private Trigger sqs(AnnotationInstance trigger) {
    int batchSize = declared.whole(trigger, "batchSize", 1, 10_000);
    int windowSeconds = declared.whole(trigger, "maximumBatchingWindowSeconds", 0, 300);
    if (batchSize > LARGEST_BATCH_AT_ONCE && windowSeconds == 0) {
      declared.complain(
          "a batchSize of %d needs a maximumBatchingWindowSeconds of at least 1."
              .formatted(batchSize));
    }
    return new Trigger.Sqs(batchSize, windowSeconds);
  }

  private Trigger schedule(AnnotationInstance trigger) {
    String expression = trigger.value().asString();
    if (!RATE.matcher(expression).matches() && !CRON.matcher(expression).matches()) {
      declared.complain(
          "the schedule '%s' is none of EventBridge's, such as rate(5 minutes) or cron(0 12 * * ? *)."
              .formatted(expression));
    }
    JsonNode anything = JsonNodeFactory.instance.objectNode();
    return new Trigger.Schedule(
        expression,
        declared.input(
            "the input of @ScheduleTrigger",
            declared.value(trigger, "input").asString(),
            input == null ? anything : input));
  }

  private Trigger s3(AnnotationInstance trigger) {
    List<String> events = Arrays.asList(declared.value(trigger, "events").asStringArray());
    if (events.isEmpty()) {
      declared.complain("@S3Trigger needs an event at least, such as s3:ObjectCreated:*.");
    }
    for (String event : events) {
      if (!S3_EVENT.matcher(event).matches()) {
        declared.complain(
            "the event '%s' is none of S3's, such as s3:ObjectCreated:*.".formatted(event));
      }
    }
    if (input == null || !takesObjectEvents(input)) {
      declared.complain(
          "a function with @S3Trigger takes an S3ObjectEvent, and this one takes something else.");
    }
    return new Trigger.S3(
        events,
        declared.value(trigger, "prefix").asString(),
        declared.value(trigger, "suffix").asString());
  }

  /**
   * An input of members that are optional and none of the event's breaks no rule of its own, and
   * would be empty at every call, because members that an input doesn't have are ignored.
   */
  private static boolean takesObjectEvents(JsonNode input) {
    JsonNode event = objectEvent();
    JsonNode members = input.path("properties");
    return new SchemaRules(input).brokenBy(event).isEmpty()
        && (members.isMissingNode()
            || members.propertyStream().anyMatch(member -> event.has(member.getKey())));
  }
}
