package dev.quartet.contract.harness;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is really in the bucket and in the table, read with AWS's own SDK. */
public final class Stores implements AutoCloseable {

  /** The bucket's and the table's default name. */
  public static final String NAME = "quartet";

  private final S3Client s3;
  private final DynamoDbClient dynamoDb;

  /**
   * @param endpoint where local AWS listens
   */
  public Stores(URI endpoint) {
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    s3 =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  /** The text of the object with that key, when it is there. */
  public Optional<String> object(String key) {
    try {
      return Optional.of(s3.getObjectAsBytes(get -> get.bucket(NAME).key(key)).asUtf8String());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  /** Puts a file into the bucket. */
  public void put(String key, Path file) {
    s3.putObject(put -> put.bucket(NAME).key(key), file);
  }

  /** Puts a text into the bucket. */
  public void put(String key, String text) {
    s3.putObject(put -> put.bucket(NAME).key(key), RequestBody.fromString(text));
  }

  /** The content type of an object that is there. */
  public String contentType(String key) {
    return s3.headObject(head -> head.bucket(NAME).key(key)).contentType();
  }

  /** The attributes of the record with that UUID; empty when there is none. */
  public Map<String, String> record(String uuid) {
    return texts(
        dynamoDb
            .getItem(
                get ->
                    get.tableName(NAME)
                        .key(Map.of("uuid", AttributeValue.fromS(uuid)))
                        .consistentRead(true))
            .item());
  }

  /** The UUIDs of all records. */
  public Set<String> records() {
    return dynamoDb
        .scanPaginator(scan -> scan.tableName(NAME).consistentRead(true))
        .items()
        .stream()
        .map(item -> texts(item).getOrDefault("uuid", ""))
        .collect(Collectors.toSet());
  }

  /** The keys of all objects that start so. */
  public Set<String> objects(String prefix) {
    return s3.listObjectsV2Paginator(list -> list.bucket(NAME).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> texts(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue().s())));
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
  }
}
