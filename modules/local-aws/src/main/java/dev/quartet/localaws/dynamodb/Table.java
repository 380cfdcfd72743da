package dev.quartet.localaws.dynamodb;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One table with its items. Thread-safe; a write and its condition are one step. */
final class Table {
  private static final int MAX_ITEM_BYTES = 400 * 1024;
  private static final int LOCKS = 64;
  private static final Set<String> KEY_TYPES = Set.of("S", "N", "B");

  private final String name;
  private final JsonArray attributeDefinitions;
  private final JsonArray keySchema;
  private final boolean onDemand;
  private final Map<String, String> keyTypes = new LinkedHashMap<>();
  private final Instant created = Instant.now();
  private final String id = UUID.randomUUID().toString();

  /** Sorted, so that a scan in pages has an order to continue in. */
  private final ConcurrentSkipListMap<String, JsonObject> items = new ConcurrentSkipListMap<>();

  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();

  /**
   * @param definition the body of CreateTable
   */
  Table(String name, JsonObject definition) {
    this.name = name;
    attributeDefinitions = required(definition, "AttributeDefinitions");
    keySchema = required(definition, "KeySchema");
    onDemand = "PAY_PER_REQUEST".equals(definition.getString("BillingMode"));
    if (definition.containsKey("GlobalSecondaryIndexes")
        || definition.containsKey("LocalSecondaryIndexes")) {
      throw DynamoDbException.notLean("A secondary index");
    }
    Map<String, String> types = new LinkedHashMap<>();
    for (int i = 0; i < attributeDefinitions.size(); i++) {
      JsonObject attribute = attributeDefinitions.getJsonObject(i);
      types.put(attribute.getString("AttributeName"), attribute.getString("AttributeType"));
    }
    for (int i = 0; i < keySchema.size(); i++) {
      String attribute = keySchema.getJsonObject(i).getString("AttributeName");
      String type = types.get(attribute);
      if (type == null || !KEY_TYPES.contains(type)) {
        throw DynamoDbException.validation(
            "One or more parameter values were invalid: Some index key attributes are not defined in"
                + " AttributeDefinitions. Keys: ["
                + attribute
                + "]");
      }
      keyTypes.put(attribute, type);
    }
  }

  JsonObject description() {
    return new JsonObject()
        .put("TableName", name)
        .put("TableStatus", "ACTIVE")
        .put("AttributeDefinitions", attributeDefinitions)
        .put("KeySchema", keySchema)
        .put("CreationDateTime", created.toEpochMilli() / 1000.0)
        .put("ItemCount", items.size())
        .put("TableSizeBytes", 0)
        .put("TableArn", "arn:aws:dynamodb:us-east-1:000000000000:table/" + name)
        .put("TableId", id)
        .put("DeletionProtectionEnabled", false)
        .put(
            "ProvisionedThroughput",
            new JsonObject()
                .put("NumberOfDecreasesToday", 0)
                .put("ReadCapacityUnits", 0)
                .put("WriteCapacityUnits", 0))
        .put(
            "BillingModeSummary",
            new JsonObject().put("BillingMode", onDemand ? "PAY_PER_REQUEST" : "PROVISIONED"));
  }

  /**
   * @return the item that was there before
   * @throws DynamoDbException when the condition does not hold
   */
  @Nullable JsonObject put(JsonObject item, Condition condition, boolean returnItemOnFailure) {
    String key = key(item, false);
    if (item.toBuffer().length() > MAX_ITEM_BYTES) {
      throw DynamoDbException.validation("Item size has exceeded the maximum allowed size");
    }
    return write(key, item, condition, returnItemOnFailure);
  }

  @Nullable JsonObject delete(JsonObject key, Condition condition, boolean returnItemOnFailure) {
    return write(key(key, true), null, condition, returnItemOnFailure);
  }

  @Nullable JsonObject get(JsonObject key) {
    return items.get(key(key, true));
  }

  Page scan(@Nullable JsonObject startKey, int limit) {
    var remaining = startKey == null ? items : items.tailMap(key(startKey, true), false);
    List<JsonObject> page = new ArrayList<>();
    for (JsonObject item : remaining.values()) {
      if (page.size() == limit) {
        return new Page(page, keyOf(page.getLast()));
      }
      page.add(item);
    }
    return new Page(page, null);
  }

  private @Nullable JsonObject write(
      String key, @Nullable JsonObject item, Condition condition, boolean returnItemOnFailure) {
    ReentrantLock lock = locks.get(Math.floorMod(key.hashCode(), LOCKS));
    lock.lock();
    try {
      JsonObject existing = items.get(key);
      if (!condition.holds(existing)) {
        DynamoDbException failed =
            DynamoDbException.of(
                "ConditionalCheckFailedException", "The conditional request failed");
        throw returnItemOnFailure && existing != null ? failed.with("Item", existing) : failed;
      }
      return item == null ? items.remove(key) : items.put(key, item);
    } finally {
      lock.unlock();
    }
  }

  private JsonObject keyOf(JsonObject item) {
    JsonObject key = new JsonObject();
    keyTypes.keySet().forEach(attribute -> key.put(attribute, item.getValue(attribute)));
    return key;
  }

  /** Lengths before values keep two different keys from having one text. */
  private String key(JsonObject attributes, boolean onlyKeys) {
    if (onlyKeys && attributes.size() != keyTypes.size()) {
      throw DynamoDbException.validation("The provided key element does not match the schema");
    }
    StringBuilder key = new StringBuilder();
    keyTypes.forEach(
        (attribute, type) -> {
          String value = keyValue(attributes, attribute, type, onlyKeys);
          key.append(value.length()).append(':').append(value);
        });
    return key.toString();
  }

  private static String keyValue(
      JsonObject attributes, String attribute, String type, boolean onlyKeys) {
    if (!(attributes.getValue(attribute) instanceof JsonObject typed)) {
      throw DynamoDbException.validation(
          onlyKeys
              ? "The provided key element does not match the schema"
              : "One or more parameter values were invalid: Missing the key "
                  + attribute
                  + " in the item");
    }
    if (!(typed.getValue(type) instanceof String value)) {
      throw DynamoDbException.validation(
          onlyKeys
              ? "The provided key element does not match the schema"
              : "One or more parameter values were invalid: Type mismatch for key "
                  + attribute
                  + " expected: "
                  + type
                  + " actual: "
                  + typed.fieldNames().stream().findFirst().orElse("none"));
    }
    if (value.isEmpty()) {
      throw DynamoDbException.validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an"
              + " empty string value. Key: "
              + attribute);
    }
    return type.equals("N") ? number(value) : value;
  }

  private static String number(String value) {
    try {
      return new BigDecimal(value).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      throw DynamoDbException.validation(
          "The parameter cannot be converted to a numeric value: " + value);
    }
  }

  private static JsonArray required(JsonObject definition, String member) {
    if (!(definition.getValue(member) instanceof JsonArray array) || array.isEmpty()) {
      throw DynamoDbException.validation("CreateTable needs " + member);
    }
    return Objects.requireNonNull(array);
  }

  /**
   * @param lastKey where the next page continues; null when this is the last one
   */
  record Page(List<JsonObject> items, @Nullable JsonObject lastKey) {}
}
