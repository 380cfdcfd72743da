package dev.quartet.baseline;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the object first and then the record, so that no record points to a missing object. */
final class Keeper {

  private final S3Client s3;
  private final DynamoDbClient dynamoDb;
  private final String bucket;
  private final String table;
  private final Clock clock;

  Keeper(S3Client s3, DynamoDbClient dynamoDb, String bucket, String table, Clock clock) {
    this.s3 = s3;
    this.dynamoDb = dynamoDb;
    this.bucket = bucket;
    this.table = table;
    this.clock = clock;
  }

  /**
   * The same id again answers the record of the first time.
   *
   * @return the record's members by name
   * @throws DependencyUnavailable if a store fails
   */
  Map<String, String> keep(String id) {
    Map<String, String> record = new LinkedHashMap<>();
    record.put("uuid", id);
    record.put("bucket", bucket);
    record.put("key", id + ".txt");
    record.put("table", table);
    record.put("created_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    putObject(id);
    return putRecord(record);
  }

  private void putObject(String id) {
    try {
      s3.putObject(
          request -> request.bucket(bucket).key(id + ".txt").contentType("text/plain"),
          RequestBody.fromString(id));
    } catch (SdkException | UncheckedIOException e) {
      throw new DependencyUnavailable("S3", e);
    }
  }

  private Map<String, String> putRecord(Map<String, String> record) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    record.forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
    try {
      dynamoDb.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item)
                  .conditionExpression("attribute_not_exists(#uuid)")
                  .expressionAttributeNames(Map.of("#uuid", "uuid"))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return record;
    } catch (ConditionalCheckFailedException e) {
      e.item().forEach((name, value) -> record.replace(name, value.s()));
      return record;
    } catch (SdkException | UncheckedIOException e) {
      throw new DependencyUnavailable("DynamoDB", e);
    }
  }
}
