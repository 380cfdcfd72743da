package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What people see of the stores, the same whatever serves them. */
abstract class ContentsConformance {
  private final URI endpoint;
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;

  /** A bucket and a table of the test's own. */
  private final String name = "contents-" + UUID.randomUUID();

  ContentsConformance(URI endpoint) {
    this.endpoint = endpoint;
    this.s3 = Sdk.s3(endpoint);
    this.dynamoDb = Sdk.dynamoDb(endpoint);
  }

  @BeforeEach
  void make() {
    s3.createBucket(request -> request.bucket(name));
    dynamoDb.createTable(
        request ->
            request
                .tableName(name)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  @AfterEach
  void remove() {
    dynamoDb.deleteTable(request -> request.tableName(name));
    s3.listObjectsV2(request -> request.bucket(name))
        .contents()
        .forEach(object -> s3.deleteObject(request -> request.bucket(name).key(object.key())));
    s3.deleteBucket(request -> request.bucket(name));
    s3.close();
    dynamoDb.close();
  }

  @Test
  void objectsComeNewestFirstWithTheStartOfTheirText() throws Exception {
    String text = "ü".repeat(199) + "€uro";
    put("old", "old".getBytes(StandardCharsets.UTF_8));
    Thread.sleep(5);
    put("new/<b>", text.getBytes(StandardCharsets.UTF_8));

    JsonObject bucket = named(contents("").getJsonArray("buckets"), name);

    assertThat(bucket.getLong("objectCount")).isEqualTo(2);
    assertThat(bucket.getJsonArray("objects")).hasSize(2);
    JsonObject newest = bucket.getJsonArray("objects").getJsonObject(0);
    assertThat(newest.getString("key")).isEqualTo("new/<b>");
    assertThat(newest.getLong("sizeBytes")).isEqualTo(199 * 2 + 3 + 3);
    assertThat(newest.getString("text")).isEqualTo("ü".repeat(199) + "€");
    assertThat(newest.getInstant("lastModified")).isNotNull();
    assertThat(bucket.getJsonArray("objects").getJsonObject(1).getString("text")).isEqualTo("old");
  }

  @Test
  void whatIsNoTextIsNotShownAsText() {
    put("png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    put("zeros", new byte[] {'a', 0, 'b'});
    put("delete", new byte[] {'a', 0x1b, 'b'});
    put("lines", "a\tb\r\n".getBytes(StandardCharsets.UTF_8));
    put("empty", new byte[0]);

    JsonArray objects = named(contents("").getJsonArray("buckets"), name).getJsonArray("objects");

    assertThat(objects)
        .extracting(object -> ((JsonObject) object).getString("key"))
        .containsExactlyInAnyOrder("png", "zeros", "delete", "lines", "empty");
    assertThat(objects)
        .filteredOn(object -> ((JsonObject) object).containsKey("text"))
        .extracting(object -> ((JsonObject) object).getString("key"))
        .containsExactlyInAnyOrder("lines", "empty");
  }

  @Test
  void itemsArePlainJsonWithTheKeyFirst() {
    dynamoDb.putItem(
        request ->
            request
                .tableName(name)
                .item(
                    Map.of(
                        "id", AttributeValue.fromS("1"),
                        "blob", AttributeValue.fromB(SdkBytes.fromUtf8String("a")),
                        "count", AttributeValue.fromN("12345678901234567890.5"),
                        "done", AttributeValue.fromBool(true),
                        "list",
                            AttributeValue.fromL(
                                List.of(AttributeValue.fromN("1"), AttributeValue.fromNul(true))),
                        "map", AttributeValue.fromM(Map.of("a", AttributeValue.fromS("b"))),
                        "tags", AttributeValue.fromSs(List.of("x")),
                        "weights", AttributeValue.fromNs(List.of("0.5")))));

    HttpResponse<String> answer = get("");

    assertThat(answer.body())
        .contains(
            "{\"name\":\""
                + name
                + "\",\"itemCount\":1,\"keys\":[\"id\"],\"items\":["
                + "{\"id\":\"1\",\"blob\":\"YQ==\",\"count\":12345678901234567890.5,\"done\":true,"
                + "\"list\":[1,null],\"map\":{\"a\":\"b\"},\"tags\":[\"x\"],\"weights\":[0.5]}]");
  }

  @Test
  void itemsWithATimeComeNewestFirst() {
    putItem("a", "2026-01-01T00:00:00Z");
    putItem("b", "2026-03-01T00:00:00.5Z");
    putItem("c", "2026-02-01T00:00:00Z");
    putItem("d", "2026-13-45T00:00:00Z");

    assertThat(named(contents("").getJsonArray("tables"), name).getJsonArray("items"))
        .extracting(item -> ((JsonObject) item).getString("id"))
        .containsExactly("b", "c", "a", "d");
  }

  @Test
  void aLongTextIsShortened() {
    putItem("a", "x".repeat(2000));

    assertThat(named(contents("").getJsonArray("tables"), name).getJsonArray("items"))
        .singleElement()
        .extracting(item -> ((JsonObject) item).getString("at"))
        .isEqualTo("x".repeat(1000) + "…");
  }

  @Test
  void theLimitHoldsForObjectsAndItemsAndTheCountsTellOfAll() {
    for (int i = 0; i < 3; i++) {
      put("key" + i, new byte[0]);
      putItem("id" + i, "2026-01-0" + (i + 1) + "T00:00:00Z");
    }

    JsonObject contents = contents("?limit=2");

    JsonObject bucket = named(contents.getJsonArray("buckets"), name);
    assertThat(bucket.getLong("objectCount")).isEqualTo(3);
    assertThat(bucket.getJsonArray("objects")).hasSize(2);
    JsonObject table = named(contents.getJsonArray("tables"), name);
    assertThat(table.getLong("itemCount")).isEqualTo(3);
    assertThat(table.getJsonArray("items"))
        .extracting(item -> ((JsonObject) item).getString("id"))
        .containsExactly("id2", "id1");
  }

  @Test
  void queuesAreShownWithTheirMessagesOnceSqsIsUsed() {
    try (SqsClient sqs = Sdk.sqs(endpoint)) {
      String url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("{}"));
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("{}"));
      sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(1));

      JsonObject queue = named(contents("").getJsonArray("queues"), name);

      assertThat(queue.getLong("messageCount")).isEqualTo(1);
      assertThat(queue.getLong("inFlightCount")).isEqualTo(1);
      sqs.deleteQueue(request -> request.queueUrl(url));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000", "x", "", "1.5"})
  void aWrongLimitIsRefusedByName(String limit) {
    HttpResponse<String> answer = get("?limit=" + limit);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("error")).contains("'limit'");
  }

  private void put(String key, byte[] body) {
    s3.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(body));
  }

  private void putItem(String id, String at) {
    dynamoDb.putItem(
        request ->
            request
                .tableName(name)
                .item(Map.of("id", AttributeValue.fromS(id), "at", AttributeValue.fromS(at))));
  }

  private JsonObject contents(String query) {
    HttpResponse<String> answer = get(query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private HttpResponse<String> get(String query) {
    return HttpCalls.call("GET", endpoint.resolve("/_quartet/contents" + query), "");
  }

  private static JsonObject named(JsonArray all, String name) {
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + all));
  }
}
