package dev.quartet.localaws.dynamodb;

import io.vertx.core.json.JsonObject;

/** An error in DynamoDB's shape, answered with status 400. */
final class DynamoDbException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String SERVICE = "com.amazonaws.dynamodb.v20120810#";
  private static final String COMMON = "com.amazon.coral.validate#";

  private final transient JsonObject body;

  private DynamoDbException(String type, String message) {
    super(message, null, false, false);
    body = new JsonObject().put("__type", type).put("message", message);
  }

  static DynamoDbException of(String type, String message) {
    return new DynamoDbException(SERVICE + type, message);
  }

  static DynamoDbException validation(String message) {
    return new DynamoDbException(COMMON + "ValidationException", message);
  }

  /** What the real service has and this one leaves out. */
  static DynamoDbException notLean(String what) {
    return validation(what + " is not part of the lean DynamoDB: start local-aws without --lean.");
  }

  static DynamoDbException tableNotFound(String table) {
    return of(
        "ResourceNotFoundException",
        "Requested resource not found: Table: " + table + " not found");
  }

  DynamoDbException with(String member, Object value) {
    body.put(member, value);
    return this;
  }

  JsonObject body() {
    return body;
  }
}
