package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** What functions and users ask of DynamoDB, unchanged over every server that stands in for it. */
abstract class DynamoDbConformance {
  private static final int RACED_KEYS = 20;

  private final String table = "test-" + UUID.randomUUID();
  private DynamoDbClient dynamoDb;

  abstract URI endpoint();

  @BeforeEach
  void makeTable() {
    dynamoDb = Sdk.dynamoDb(endpoint());
    createTable();
  }

  @AfterEach
  void close() {
    dynamoDb.close();
  }

  @Test
  void anItemComesBackAsItWasPut() {
    Map<String, AttributeValue> item =
        Map.of(
            "uuid", text("1"),
            "number", AttributeValue.fromN("12.5"),
            "flag", AttributeValue.fromBool(true),
            "list", AttributeValue.fromL(List.of(text("a"), AttributeValue.fromNul(true))),
            "map", AttributeValue.fromM(Map.of("inner", text("ü"))));

    dynamoDb.putItem(request -> request.tableName(table).item(item));

    assertThat(get("1")).isEqualTo(item);
  }

  @Test
  void aMissingItemIsNoItem() {
    var answer = dynamoDb.getItem(request -> request.tableName(table).key(key("missing")));

    assertThat(answer.hasItem()).isFalse();
  }

  @Test
  void aLaterPutReplacesTheItem() {
    put("1", "first");

    var answer =
        dynamoDb.putItem(
            request ->
                request
                    .tableName(table)
                    .item(item("1", "second"))
                    .returnValues(ReturnValue.ALL_OLD));

    assertThat(answer.attributes()).isEqualTo(item("1", "first"));
    assertThat(get("1")).isEqualTo(item("1", "second"));
  }

  @Test
  void anItemThatIsThereFailsTheConditionAndIsReturned() {
    put("1", "first");

    assertThatThrownBy(
            () ->
                dynamoDb.putItem(
                    request ->
                        request
                            .tableName(table)
                            .item(item("1", "second"))
                            .conditionExpression("attribute_not_exists(#id)")
                            .expressionAttributeNames(Map.of("#id", "uuid"))
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            e -> {
              assertThat(e.item()).isEqualTo(item("1", "first"));
              assertThat(e.awsErrorDetails().errorCode())
                  .isEqualTo("ConditionalCheckFailedException");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("The conditional request failed");
              assertThat(e.statusCode()).isEqualTo(400);
            });
    assertThat(get("1")).isEqualTo(item("1", "first"));
  }

  @Test
  void aFailedConditionReturnsNoItemUnlessAsked() {
    put("1", "first");

    assertThatThrownBy(() -> putUnlessThere("1", "second"))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class, e -> assertThat(e.hasItem()).isFalse());
  }

  @Test
  void ofManyConditionalWritersExactlyOneWins() throws Exception {
    for (int i = 0; i < RACED_KEYS; i++) {
      String key = "raced-" + i;
      assertThat(
              Sdk.winners(
                  () -> {
                    try {
                      putUnlessThere(key, "won");
                      return true;
                    } catch (ConditionalCheckFailedException lost) {
                      return false;
                    }
                  }))
          .as(key)
          .isEqualTo(1);
    }
  }

  @Test
  void aConditionOfExistenceHoldsForWhatIsThere() {
    assertThatThrownBy(
            () ->
                dynamoDb.deleteItem(
                    request ->
                        request
                            .tableName(table)
                            .key(key("1"))
                            .conditionExpression("attribute_exists(#id)")
                            .expressionAttributeNames(Map.of("#id", "uuid"))))
        .isInstanceOf(ConditionalCheckFailedException.class);
    put("1", "first");

    dynamoDb.deleteItem(
        request ->
            request
                .tableName(table)
                .key(key("1"))
                .conditionExpression("attribute_exists(#id) AND attribute_not_exists(absent)")
                .expressionAttributeNames(Map.of("#id", "uuid")));

    assertThat(get("1")).isEmpty();
  }

  @Test
  void deletingReturnsWhatWasThere() {
    put("1", "first");

    assertThat(delete("1")).isEqualTo(item("1", "first"));
    assertThat(delete("1")).isEmpty();
    assertThat(get("1")).isEmpty();
  }

  @Test
  void aScanComesInPages() {
    List.of("1", "2", "3", "4", "5").forEach(key -> put(key, key));

    List<String> seen = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      Map<String, AttributeValue> from = start;
      ScanResponse page =
          dynamoDb.scan(
              request ->
                  request
                      .tableName(table)
                      .limit(2)
                      .exclusiveStartKey(from.isEmpty() ? null : from));
      assertThat(page.count()).isLessThanOrEqualTo(2).isEqualTo(page.scannedCount());
      page.items().forEach(item -> seen.add(item.get("uuid").s()));
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());

    assertThat(seen).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    ScanResponse counted = dynamoDb.scan(request -> request.tableName(table).select(Select.COUNT));
    assertThat(counted.count()).isEqualTo(5);
    assertThat(counted.hasItems()).isFalse();
  }

  @Test
  void aTableDescribesItself() {
    TableDescription description =
        dynamoDb.describeTable(request -> request.tableName(table)).table();

    assertThat(description.tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(description.keySchema())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.attributeName()).isEqualTo("uuid");
              assertThat(key.keyType()).isEqualTo(KeyType.HASH);
            });
    assertThat(description.billingModeSummary().billingMode())
        .isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(description.tableArn()).endsWith(":table/" + table);
  }

  @Test
  void aTableIsListedUntilItIsDeleted() {
    assertThat(dynamoDb.listTables().tableNames()).contains(table);
    assertThatThrownBy(this::createTable).isInstanceOf(ResourceInUseException.class);

    dynamoDb.deleteTable(request -> request.tableName(table));

    assertThat(dynamoDb.listTables().tableNames()).doesNotContain(table);
    assertThatThrownBy(() -> get("1")).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> dynamoDb.describeTable(request -> request.tableName(table)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void anItemWithoutItsKeyIsRefused() {
    assertValidationError(Map.of("other", text("1")));
  }

  @Test
  void aKeyOfAnotherTypeIsRefused() {
    assertValidationError(Map.of("uuid", AttributeValue.fromN("1")));
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertValidationError(Map.of("uuid", text("")));
  }

  @Test
  void anItemAbove400KilobytesIsRefused() {
    assertValidationError(item("1", "x".repeat(400 * 1024)));
  }

  @Test
  void aReservedWordNeedsAPlaceholder() {
    assertThatThrownBy(
            () ->
                dynamoDb.putItem(
                    request ->
                        request
                            .tableName(table)
                            .item(item("1", "first"))
                            .conditionExpression("attribute_not_exists(uuid)")))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining("reserved keyword: uuid");
  }

  @Test
  void aKeyWithMoreThanItsAttributesIsRefused() {
    assertThatThrownBy(
            () -> dynamoDb.getItem(request -> request.tableName(table).key(item("1", "more"))))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
  }

  @Test
  void consumedCapacityIsToldWhenAsked() {
    var answer =
        dynamoDb.putItem(
            request ->
                request
                    .tableName(table)
                    .item(item("1", "first"))
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

    assertThat(answer.consumedCapacity().capacityUnits()).isEqualTo(1.0);
    assertThat(answer.consumedCapacity().tableName()).isEqualTo(table);
  }

  private void assertValidationError(Map<String, AttributeValue> item) {
    assertThatThrownBy(() -> dynamoDb.putItem(request -> request.tableName(table).item(item)))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            });
  }

  private void createTable() {
    dynamoDb.createTable(
        request ->
            request
                .tableName(table)
                .attributeDefinitions(
                    attribute ->
                        attribute.attributeName("uuid").attributeType(ScalarAttributeType.S))
                .keySchema(key -> key.attributeName("uuid").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private void put(String key, String value) {
    dynamoDb.putItem(request -> request.tableName(table).item(item(key, value)));
  }

  private void putUnlessThere(String key, String value) {
    dynamoDb.putItem(
        request ->
            request
                .tableName(table)
                .item(item(key, value))
                .conditionExpression("attribute_not_exists(#id)")
                .expressionAttributeNames(Map.of("#id", "uuid")));
  }

  private Map<String, AttributeValue> get(String key) {
    return dynamoDb
        .getItem(request -> request.tableName(table).key(key(key)).consistentRead(true))
        .item();
  }

  private Map<String, AttributeValue> delete(String key) {
    return dynamoDb
        .deleteItem(
            request -> request.tableName(table).key(key(key)).returnValues(ReturnValue.ALL_OLD))
        .attributes();
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of("uuid", text(key));
  }

  private static Map<String, AttributeValue> item(String key, String value) {
    return Map.of("uuid", text(key), "value", text(value));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
