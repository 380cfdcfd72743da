package dev.quartet.localaws.dynamodb;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB in memory for load tests: tables, PutItem, GetItem, DeleteItem and Scan, conditions of
 * existence included. What it leaves out it refuses by name.
 */
public final class LeanDynamoDb {
  private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
  private static final Set<String> OLD_PARAMETERS =
      Set.of("Expected", "ConditionalOperator", "AttributesToGet", "ScanFilter");
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final int CAPACITY_UNIT_WRITE_BYTES = 1024;
  private static final int CAPACITY_UNIT_READ_BYTES = 4096;

  private final ConcurrentHashMap<String, Table> tables = new ConcurrentHashMap<>();

  /** Answers one request; errors are answered in DynamoDB's shape. */
  public void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> respond(request, body))
        .onFailure(broken -> request.connection().close());
  }

  private void respond(HttpServerRequest request, Buffer body) {
    int status = 200;
    JsonObject answer;
    try {
      String target = request.getHeader("x-amz-target");
      answer = call(target == null ? "" : target.substring(target.indexOf('.') + 1), parse(body));
    } catch (DynamoDbException e) {
      status = 400;
      answer = e.body();
    } catch (ClassCastException e) {
      status = 400;
      answer = DynamoDbException.validation("A parameter has the wrong JSON type").body();
    }
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/x-amz-json-1.0")
        .putHeader("x-amzn-requestid", "local")
        .end(answer.toBuffer());
  }

  /** Makes a table with a partition key of type String. */
  public void createTable(String name, String partitionKey) {
    tables.put(
        name,
        new Table(
            name,
            new JsonObject()
                .put(
                    "AttributeDefinitions",
                    JsonArray.of(
                        new JsonObject()
                            .put("AttributeName", partitionKey)
                            .put("AttributeType", "S")))
                .put(
                    "KeySchema",
                    JsonArray.of(
                        new JsonObject().put("AttributeName", partitionKey).put("KeyType", "HASH")))
                .put("BillingMode", "PAY_PER_REQUEST")));
  }

  /**
   * Answers one operation, such as {@code Scan}.
   *
   * @throws RuntimeException with DynamoDB's message, when the operation is refused
   */
  public JsonObject call(String operation, JsonObject request) {
    for (String parameter : OLD_PARAMETERS) {
      if (request.containsKey(parameter)) {
        throw DynamoDbException.notLean("The parameter " + parameter);
      }
    }
    return switch (operation) {
      case "PutItem" -> putItem(request);
      case "GetItem" -> getItem(request);
      case "DeleteItem" -> deleteItem(request);
      case "Scan" -> scan(request);
      case "CreateTable" -> createTable(request);
      case "DescribeTable" -> new JsonObject().put("Table", table(request).description());
      case "DeleteTable" -> deleteTable(request);
      case "ListTables" -> listTables(request);
      default -> throw DynamoDbException.notLean("The operation " + operation);
    };
  }

  private JsonObject putItem(JsonObject request) {
    Table table = table(request);
    JsonObject item = object(request, "Item");
    JsonObject old = table.put(item, condition(request), returnsItemOnFailure(request));
    return withCapacity(withOldItem(request, old), request, item, CAPACITY_UNIT_WRITE_BYTES);
  }

  private JsonObject deleteItem(JsonObject request) {
    Table table = table(request);
    JsonObject old =
        table.delete(object(request, "Key"), condition(request), returnsItemOnFailure(request));
    return withCapacity(withOldItem(request, old), request, old, CAPACITY_UNIT_WRITE_BYTES);
  }

  private JsonObject getItem(JsonObject request) {
    refuse(request, "ProjectionExpression");
    JsonObject item = table(request).get(object(request, "Key"));
    JsonObject answer = new JsonObject();
    if (item != null) {
      answer.put("Item", item);
    }
    return withCapacity(answer, request, item, CAPACITY_UNIT_READ_BYTES);
  }

  private JsonObject scan(JsonObject request) {
    for (String parameter :
        List.of("FilterExpression", "ProjectionExpression", "IndexName", "TotalSegments")) {
      refuse(request, parameter);
    }
    int limit = request.getInteger("Limit", UNLIMITED);
    if (limit < 1) {
      throw DynamoDbException.validation("Limit must be 1 or more, not " + limit);
    }
    Table.Page page = table(request).scan(request.getJsonObject("ExclusiveStartKey"), limit);
    JsonObject answer =
        new JsonObject().put("Count", page.items().size()).put("ScannedCount", page.items().size());
    if (!"COUNT".equals(request.getString("Select"))) {
      answer.put("Items", new JsonArray(page.items()));
    }
    if (page.lastKey() != null) {
      answer.put("LastEvaluatedKey", page.lastKey());
    }
    return answer;
  }

  private JsonObject createTable(JsonObject request) {
    String name = tableName(request);
    Table table = new Table(name, request);
    if (tables.putIfAbsent(name, table) != null) {
      throw DynamoDbException.of("ResourceInUseException", "Table already exists: " + name);
    }
    return new JsonObject().put("TableDescription", table.description());
  }

  private JsonObject deleteTable(JsonObject request) {
    Table table = table(request);
    tables.remove(tableName(request));
    return new JsonObject()
        .put("TableDescription", table.description().put("TableStatus", "DELETING"));
  }

  private JsonObject listTables(JsonObject request) {
    TreeSet<String> names = new TreeSet<>(tables.keySet());
    String after = request.getString("ExclusiveStartTableName");
    int limit = request.getInteger("Limit", 100);
    JsonArray listed = new JsonArray();
    for (String name : after == null ? names : names.tailSet(after, false)) {
      if (listed.size() == limit) {
        return new JsonObject()
            .put("TableNames", listed)
            .put("LastEvaluatedTableName", listed.getString(limit - 1));
      }
      listed.add(name);
    }
    return new JsonObject().put("TableNames", listed);
  }

  private Table table(JsonObject request) {
    String name = tableName(request);
    Table table = tables.get(name);
    if (table == null) {
      throw DynamoDbException.tableNotFound(name);
    }
    return table;
  }

  private static String tableName(JsonObject request) {
    if (!(request.getValue("TableName") instanceof String text)) {
      throw DynamoDbException.validation(
          "The parameter 'TableName' is required but was not present in the request");
    }
    String name = text.substring(text.lastIndexOf('/') + 1);
    if (!TABLE_NAME.matcher(name).matches()) {
      throw DynamoDbException.validation(
          "Invalid table/index name. Table/index names must be between 3 and 255 characters long, and may contain"
              + " only the characters a-z, A-Z, 0-9, '_', '-', and '.'");
    }
    return name;
  }

  private static Condition condition(JsonObject request) {
    return Condition.parse(
        request.getString("ConditionExpression"),
        request.getJsonObject("ExpressionAttributeNames"));
  }

  private static boolean returnsItemOnFailure(JsonObject request) {
    return "ALL_OLD".equals(request.getString("ReturnValuesOnConditionCheckFailure"));
  }

  private static JsonObject withOldItem(JsonObject request, @Nullable JsonObject old) {
    JsonObject answer = new JsonObject();
    return old != null && "ALL_OLD".equals(request.getString("ReturnValues"))
        ? answer.put("Attributes", old)
        : answer;
  }

  private static JsonObject withCapacity(
      JsonObject answer, JsonObject request, @Nullable JsonObject item, int unitBytes) {
    if (!request.containsKey("ReturnConsumedCapacity")
        || "NONE".equals(request.getString("ReturnConsumedCapacity"))) {
      return answer;
    }
    int sizeBytes = item == null ? 1 : item.toBuffer().length();
    return answer.put(
        "ConsumedCapacity",
        new JsonObject()
            .put("TableName", tableName(request))
            .put("CapacityUnits", Math.ceil(sizeBytes / (double) unitBytes)));
  }

  private static void refuse(JsonObject request, String parameter) {
    if (request.containsKey(parameter)) {
      throw DynamoDbException.notLean("The parameter " + parameter);
    }
  }

  private static JsonObject object(JsonObject request, String member) {
    if (!(request.getValue(member) instanceof JsonObject object)) {
      throw DynamoDbException.validation(
          "The parameter '" + member + "' is required but was not present in the request");
    }
    return object;
  }

  private static JsonObject parse(Buffer body) {
    try {
      return body.toJsonObject();
    } catch (DecodeException | ClassCastException e) {
      throw DynamoDbException.validation("The request body is not a JSON object");
    }
  }
}
