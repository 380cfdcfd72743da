package dev.quartet.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

class UuidHandlerTest {

  private static final String ID = "0198c0de-7000-7000-8000-000000000001";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

  private final Objects objects = new Objects();
  private final Records records = new Records();
  private final UuidHandler handler =
      new UuidHandler(
          new Keeper(objects, records, "a-bucket", "a-table", Clock.fixed(NOW, ZoneOffset.UTC)));

  @Test
  void anIdIsKeptAsAnObjectAndARecord() {
    Map<String, ?> answer =
        handler.handleRequest(Map.of("id", "0198C0DE-7000-7000-8000-000000000001"), null);
    assertThat(answer)
        .isEqualTo(
            Map.of(
                "uuid", ID,
                "bucket", "a-bucket",
                "key", ID + ".txt",
                "table", "a-table",
                "created_at", "2026-01-01T00:00:00.123Z"));
    assertThat(objects.keys).containsExactly(Map.entry(ID + ".txt", "text/plain"));
    assertThat(records.items).containsOnlyKeys(ID);
  }

  @Test
  void anIdThatWasKeptBeforeAnswersItsFirstRecord() {
    handler.handleRequest(Map.of("id", ID), null);
    records.items.computeIfPresent(
        ID,
        (id, item) -> {
          item.put("created_at", AttributeValue.fromS("2025-01-01T00:00:00Z"));
          return item;
        });
    assertThat(handler.handleRequest(Map.of("id", ID), null).get("created_at"))
        .isEqualTo("2025-01-01T00:00:00Z");
    assertThat(records.items).hasSize(1);
  }

  @Test
  void noRecordIsPutWhenTheObjectIsNot() {
    objects.fail = true;
    assertThatThrownBy(() -> handler.handleRequest(Map.of("id", ID), null))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessage("S3 is unavailable.");
    assertThat(handler.handleRequest(http("/uuid", "POST", "{}"), null).get("statusCode"))
        .isEqualTo(503);
    assertThat(records.items).isEmpty();
  }

  @Test
  void anHttpRequestGetsTheSameAnswerAsItsBody() throws Exception {
    Map<String, ?> answer =
        handler.handleRequest(http("/uuid", "POST", "{\"id\":\"" + ID + "\"}"), null);
    assertThat(answer.get("statusCode")).isEqualTo(200);
    assertThat(answer.get("headers")).isEqualTo(Map.of("content-type", "application/json"));
    assertThat(
            new ObjectMapper()
                .readValue(
                    (String) answer.get("body"), new TypeReference<Map<String, String>>() {}))
        .isEqualTo(handler.handleRequest(Map.of("id", ID), null));
  }

  @Test
  void aBodyMayBeBase64() {
    Map<String, Object> event =
        new HashMap<>(
            http(
                "/uuid",
                "POST",
                Base64.getEncoder()
                    .encodeToString(("{\"id\":\"" + ID + "\"}").getBytes(StandardCharsets.UTF_8))));
    event.put("isBase64Encoded", true);
    handler.handleRequest(event, null);
    assertThat(records.items).containsOnlyKeys(ID);
  }

  @Test
  void aMissingIdIsANewOneOfVersion7() {
    UUID made = UUID.fromString((String) handler.handleRequest(Map.of(), null).get("uuid"));
    assertThat(made.version()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/uuid, POST, `{`, 400",
        "/uuid, POST, `[]`, 400",
        "/uuid, POST, `{\"id\":7}`, 400",
        "/uuid, POST, `{\"id\":\"x\"}`, 422",
        "/uuid, GET, ``, 405",
        "/other, POST, `{}`, 404"
      })
  void aWrongRequestIsToldWhatIsWrong(String path, String method, String body, int status) {
    Map<String, ?> answer = handler.handleRequest(http(path, method, body), null);
    assertThat(answer.get("statusCode")).isEqualTo(status);
    assertThat(answer.get("headers")).isEqualTo(Map.of("content-type", "application/problem+json"));
  }

  private static Map<String, Object> http(String path, String method, String body) {
    return Map.of(
        "rawPath",
        path,
        "requestContext",
        Map.of("http", Map.of("method", method)),
        "body",
        body,
        "isBase64Encoded",
        false);
  }

  private static final class Objects implements S3Client {
    private final Map<String, String> keys = new HashMap<>();
    private boolean fail;

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      if (fail) {
        throw SdkClientException.create("no route");
      }
      keys.put(request.key(), request.contentType());
      return PutObjectResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  private static final class Records implements DynamoDbClient {
    private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      assertThat(request.conditionExpression()).isEqualTo("attribute_not_exists(#uuid)");
      Map<String, AttributeValue> there =
          items.putIfAbsent(
              request.item().getOrDefault("uuid", AttributeValue.fromS("")).s(),
              new HashMap<>(request.item()));
      if (there != null) {
        throw ConditionalCheckFailedException.builder().item(there).build();
      }
      return PutItemResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
