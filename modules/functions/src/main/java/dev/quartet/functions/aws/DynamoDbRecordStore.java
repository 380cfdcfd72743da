package dev.quartet.functions.aws;

import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.functions.RecordStore;
import dev.quartet.functions.UuidRecord;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Records in DynamoDB, one item each, with the UUID as the partition key. */
@Singleton
final class DynamoDbRecordStore implements RecordStore, AwsStore {

  private static final String UUID = "uuid";
  private static final String BUCKET = "bucket";
  private static final String KEY = "key";
  private static final String TABLE = "table";
  private static final String CREATED_AT = "created_at";

  private final DynamoDbClient dynamoDb;
  private final String table;

  DynamoDbRecordStore(DynamoDbClient dynamoDb, StoresConfig config) {
    this.dynamoDb = dynamoDb;
    this.table = config.table();
  }

  @Override
  public String name() {
    return "DynamoDB";
  }

  @Override
  public String table() {
    return table;
  }

  /**
   * The SDK may repeat a put whose answer was lost; the repetition then meets its own record and
   * answers that. The item comes back with the refusal, so no second read can miss it.
   */
  @Override
  public UuidRecord putIfAbsent(UuidRecord record) {
    try {
      dynamoDb.putItem(
          request ->
              request
                  .tableName(table)
                  .item(itemOf(record))
                  .conditionExpression("attribute_not_exists(#uuid)")
                  .expressionAttributeNames(Map.of("#uuid", UUID))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return record;
    } catch (ConditionalCheckFailedException e) {
      return recordOf(e.item());
    } catch (SdkException | UncheckedIOException e) {
      throw new DependencyUnavailable(name(), e);
    }
  }

  /** Reads a key that no UUID has. Needs the permission to read, beside the one to put. */
  @Override
  public void touch() {
    try {
      dynamoDb.getItem(
          request ->
              request
                  .tableName(table)
                  .key(Map.of(UUID, AttributeValue.fromS("readiness")))
                  .overrideConfiguration(TOUCH_LIMIT));
    } catch (SdkException | UncheckedIOException e) {
      throw new DependencyUnavailable(name(), e);
    }
  }

  private static Map<String, AttributeValue> itemOf(UuidRecord record) {
    return Map.of(
        UUID, AttributeValue.fromS(record.uuid()),
        BUCKET, AttributeValue.fromS(record.bucket()),
        KEY, AttributeValue.fromS(record.key()),
        TABLE, AttributeValue.fromS(record.table()),
        CREATED_AT, AttributeValue.fromS(record.createdAt()));
  }

  private UuidRecord recordOf(Map<String, AttributeValue> item) {
    return new UuidRecord(
        text(item, UUID),
        text(item, BUCKET),
        text(item, KEY),
        text(item, TABLE),
        text(item, CREATED_AT));
  }

  private String text(Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    if (value == null || value.s() == null) {
      throw new DependencyUnavailable(
          name(),
          new IllegalStateException(
              "The item that refused the put has no text '%s'; it has %s"
                  .formatted(attribute, item.keySet())));
    }
    return value.s();
  }
}
