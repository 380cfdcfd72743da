package dev.quartet.extension.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.ErrorKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What calls a function beside HTTP, with the event that it would send. */
enum Trigger {
  /** The event is the input. */
  DIRECT {
    @Override
    JsonNode event(String function, JsonNode input) {
      return input;
    }
  },

  /** A batch with a message for each input: an array is several inputs. */
  SQS {
    @Override
    JsonNode event(String function, JsonNode input) {
      return records(input, one -> message(function, one));
    }
  },

  /** A notification for each object, as the function gets it: an array is several objects. */
  S3 {
    @Override
    JsonNode event(String function, JsonNode input) {
      return records(input, one -> notification(function, one));
    }
  },

  /** EventBridge sends no input: the function gets the one that its schedule declares. */
  SCHEDULE {
    @Override
    JsonNode event(String function, JsonNode input) {
      if (!input.isObject() || !input.isEmpty()) {
        throw new CallFailed(
            new CallError(
                ErrorKind.INVALID,
                "A schedule brings the input that the function declares for it: send no body.",
                ""));
      }
      return scheduled(function);
    }
  },

  /** A CloudEvent in JSON, or a batch of them when the input is an array. */
  CLOUDEVENT {
    @Override
    JsonNode event(String function, JsonNode input) {
      if (!input.isArray()) {
        return cloudEvent(function, input);
      }
      var batch = JsonNodeFactory.instance.arrayNode();
      requireSome(input).forEach(one -> batch.add(cloudEvent(function, one)));
      return batch;
    }
  };

  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  /**
   * The event that a call with this input is.
   *
   * @throws CallFailed when no such event could bring the input
   */
  abstract JsonNode event(String function, JsonNode input);

  /** The name in a request. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Trigger> of(String id) {
    return Arrays.stream(values()).filter(trigger -> trigger.id().equals(id)).findFirst();
  }

  /** All names, for people. */
  static String ids() {
    return Arrays.stream(values()).map(Trigger::id).collect(Collectors.joining(", "));
  }

  private static ObjectNode records(JsonNode input, UnaryOperator<JsonNode> of) {
    ObjectNode event = object();
    var records = event.putArray("Records");
    if (input.isArray()) {
      requireSome(input).forEach(one -> records.add(of.apply(one)));
    } else {
      records.add(of.apply(input));
    }
    return event;
  }

  private static JsonNode requireSome(JsonNode array) {
    if (array.isEmpty()) {
      throw new CallFailed(
          new CallError(ErrorKind.INVALID, "An event brings at least one input, not none.", ""));
    }
    return array;
  }

  private static ObjectNode message(String function, JsonNode input) {
    String body = input.toString();
    String nowMillis = String.valueOf(Instant.now().toEpochMilli());
    ObjectNode message =
        object()
            .put("messageId", UUID.randomUUID().toString())
            .put("receiptHandle", "local")
            .put("body", body);
    message
        .putObject("attributes")
        .put("ApproximateReceiveCount", "1")
        .put("SentTimestamp", nowMillis)
        .put("SenderId", ACCOUNT)
        .put("ApproximateFirstReceiveTimestamp", nowMillis);
    message.putObject("messageAttributes");
    return message
        .put("md5OfBody", md5(body))
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + function)
        .put("awsRegion", REGION);
  }

  private static ObjectNode notification(String function, JsonNode object) {
    String bucket = text(object, "bucket");
    String key = text(object, "key");
    ObjectNode record =
        object()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("awsRegion", REGION)
            .put("eventTime", now())
            .put("eventName", object.path("event_name").asText("ObjectCreated:Put"));
    record.putObject("userIdentity").put("principalId", "local");
    record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    record.putObject("responseElements").put("x-amz-request-id", "local");
    ObjectNode s3 =
        record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", function);
    s3.putObject("bucket")
        .put("name", bucket)
        .put("arn", "arn:aws:s3:::" + bucket)
        .putObject("ownerIdentity")
        .put("principalId", "local");
    ObjectNode stored = s3.putObject("object").put("key", encoded(key));
    copy(object, "size_bytes", stored, "size");
    copy(object, "e_tag", stored, "eTag");
    copy(object, "version_id", stored, "versionId");
    stored.put("sequencer", "0055AED6DCD90281E5");
    return record;
  }

  private static ObjectNode scheduled(String function) {
    ObjectNode event =
        object()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "Scheduled Event")
            .put("source", "aws.events")
            .put("account", ACCOUNT)
            .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", REGION);
    event
        .putArray("resources")
        .add("arn:aws:events:" + REGION + ":" + ACCOUNT + ":rule/" + function);
    event.putObject("detail");
    return event;
  }

  private static ObjectNode cloudEvent(String function, JsonNode data) {
    return object()
        .put("specversion", "1.0")
        .put("id", UUID.randomUUID().toString())
        .put("source", "/q/quartet")
        .put("type", "dev.quartet." + function)
        .put("time", now())
        .put("datacontenttype", "application/json")
        .set("data", data);
  }

  /** S3 encodes keys as forms do, but for the slashes. */
  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static String text(JsonNode object, String member) {
    JsonNode value = object.path(member);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new CallFailed(
          new CallError(
              ErrorKind.INVALID,
              "/%s: expected a text, because each notification of S3 has one".formatted(member),
              "/" + member));
    }
    return value.asText();
  }

  private static void copy(JsonNode from, String member, ObjectNode to, String as) {
    if (from.hasNonNull(member)) {
      to.set(as, from.get(member));
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
