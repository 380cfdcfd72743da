package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.extension.S3ObjectEvent;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Makes the JSON of an {@link S3ObjectEvent}, the same from whichever way S3 told of it. */
final class S3Objects {

  private static final String BUCKET = "/bucket/name";
  private static final String KEY = "/object/key";

  /**
   * @param record one of {@code Records}
   * @param pointer where in the event the record is
   * @throws CallFailed when the record names no object
   */
  static ObjectNode ofRecord(JsonNode record, String pointer) {
    JsonNode s3 = record.path("s3");
    String place = pointer + "/s3";
    return object(
        text(s3, BUCKET, place),
        decoded(text(s3, KEY, place), place + KEY),
        s3.at("/object/size"),
        s3.at("/object/eTag"),
        s3.at("/object/versionId"),
        record.path("eventName").asText());
  }

  /**
   * @param event an EventBridge event of the source {@code aws.s3}, which does not encode the key
   * @throws CallFailed when the event names no object
   */
  static ObjectNode ofEventBridge(JsonNode event) {
    JsonNode detail = event.path("detail");
    return object(
        text(detail, BUCKET, "/detail"),
        text(detail, KEY, "/detail"),
        detail.at("/object/size"),
        detail.at("/object/etag"),
        detail.at("/object/version-id"),
        eventName(event.path("detail-type").asText(), detail));
  }

  private static ObjectNode object(
      String bucket,
      String key,
      JsonNode sizeBytes,
      JsonNode eTag,
      JsonNode versionId,
      String eventName) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("bucket", bucket).put("key", key);
    if (sizeBytes.isNumber()) {
      object.set("size_bytes", sizeBytes);
    }
    if (eTag.isTextual()) {
      object.set("e_tag", eTag);
    }
    if (versionId.isTextual()) {
      object.set("version_id", versionId);
    }
    if (!eventName.isEmpty()) {
      object.put("event_name", eventName);
    }
    return object;
  }

  /** What a notification calls that which EventBridge tells in words. */
  private static String eventName(String detailType, JsonNode detail) {
    return switch (detailType) {
      case "Object Created" ->
          switch (detail.path("reason").asText()) {
            case "PutObject" -> "ObjectCreated:Put";
            case "POST Object" -> "ObjectCreated:Post";
            case "CopyObject" -> "ObjectCreated:Copy";
            case "CompleteMultipartUpload" -> "ObjectCreated:CompleteMultipartUpload";
            default -> "ObjectCreated";
          };
      case "Object Deleted" -> {
        String family =
            detail.path("reason").asText().equals("Lifecycle Expiration")
                ? "LifecycleExpiration"
                : "ObjectRemoved";
        yield switch (detail.path("deletion-type").asText()) {
          case "Permanently Deleted" -> family + ":Delete";
          case "Delete Marker Created" -> family + ":DeleteMarkerCreated";
          default -> family;
        };
      }
      default -> detailType;
    };
  }

  private static String text(JsonNode node, String member, String place) {
    JsonNode value = node.at(member);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new CallFailed(CallError.malformed(place + member, "expected a name"));
    }
    return value.asText();
  }

  private static String decoded(String key, String pointer) {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new CallFailed(CallError.malformed(pointer, "expected a key in URL encoding"));
    }
  }

  private S3Objects() {}
}
