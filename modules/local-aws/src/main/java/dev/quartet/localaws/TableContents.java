package dev.quartet.localaws;

import dev.quartet.localaws.dynamodb.PlainItem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables and their items. DynamoDB keeps no time of writing and scans in no order that people
 * would know: items that hold a time come newest first, and before those that hold none.
 */
final class TableContents {
  /** A larger table is looked at in part only. */
  private static final int MAX_SCANNED_ITEMS = 1000;

  private final JsonService dynamoDb;

  TableContents(JsonService dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  Future<JsonArray> read(int limit) {
    return dynamoDb
        .call("ListTables", new JsonObject())
        .compose(
            answer -> {
              List<Future<JsonObject>> tables = new ArrayList<>();
              for (Object name : answer.getJsonArray("TableNames")) {
                tables.add(table(String.valueOf(name), limit));
              }
              return Future.all(tables).map(all -> new JsonArray(all.<JsonObject>list()));
            });
  }

  private Future<JsonObject> table(String name, int limit) {
    JsonObject request = new JsonObject().put("TableName", name);
    return dynamoDb
        .call("DescribeTable", request)
        .compose(
            answer -> {
              JsonObject description = answer.getJsonObject("Table");
              List<String> keys = keys(description);
              return scan(request, new ArrayList<>(), null)
                  .map(
                      items ->
                          new JsonObject()
                              .put("name", name)
                              .put("itemCount", description.getLong("ItemCount"))
                              .put("keys", new JsonArray(keys))
                              .put("items", newestFirst(items, keys, limit)));
            });
  }

  private Future<List<JsonObject>> scan(
      JsonObject request, List<JsonObject> found, @Nullable JsonObject startKey) {
    JsonObject page = request.copy().put("Limit", MAX_SCANNED_ITEMS - found.size());
    if (startKey != null) {
      page.put("ExclusiveStartKey", startKey);
    }
    return dynamoDb
        .call("Scan", page)
        .compose(
            answer -> {
              JsonArray items = answer.getJsonArray("Items");
              for (int i = 0; i < items.size(); i++) {
                found.add(items.getJsonObject(i));
              }
              JsonObject next = answer.getJsonObject("LastEvaluatedKey");
              return next == null || found.size() >= MAX_SCANNED_ITEMS
                  ? Future.succeededFuture(found)
                  : scan(request, found, next);
            });
  }

  private static JsonArray newestFirst(List<JsonObject> items, List<String> keys, int limit) {
    return new JsonArray(
        items.stream()
            .map(item -> PlainItem.of(item, keys))
            .sorted(Comparator.comparing(PlainItem::newestTime).reversed())
            .limit(limit)
            .map(PlainItem::json)
            .toList());
  }

  private static List<String> keys(JsonObject description) {
    JsonArray schema = description.getJsonArray("KeySchema");
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      keys.add(schema.getJsonObject(i).getString("AttributeName"));
    }
    return keys;
  }
}
