package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.contract.Digits.Digit;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Invocation;
import dev.quartet.contract.harness.Invocations;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnZips;
import dev.quartet.contract.harness.RunningTarget;
import dev.quartet.contract.harness.Stores;
import dev.quartet.contract.malformed.MalformedRequest;
import dev.quartet.contract.malformed.MalformedRequests;
import dev.quartet.contract.malformed.Mutation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
@OnlyOnZips
final class DirectInvocationIT {

  private static final long SEED = 20_261_102;
  private static final int COUNT = 500;

  private final Invocations functions;
  private final Stores stores;
  private final LocalAws aws;

  DirectInvocationIT(Invocations functions, Stores stores, LocalAws aws) {
    this.functions = functions;
    this.stores = stores;
    this.aws = aws;
  }

  @Test
  void predictAnswersTheClassOfADigit() {
    List<Digit> digits = Digits.heldOut().subList(0, 20);
    long correct =
        digits.stream()
            .filter(
                digit ->
                    functions.invoke("predict", digit.json()).result().path("class").asInt(-1)
                        == digit.label())
            .count();

    assertThat(correct).isGreaterThanOrEqualTo(18);
    JsonNode answer = functions.invoke("predict", Digits.plain()).result();
    assertThat(answer.fieldNames()).toIterable().containsExactlyInAnyOrder("class", "latency_ms");
  }

  @Test
  void uuidMakesAndStores() {
    String uuid = Uuids.assertStored(functions.invoke("uuid", "{}").result(), stores);

    assertThat(UUID.fromString(uuid).version()).isEqualTo(7);
  }

  @Test
  void theSameIdTwiceIsTheSameAnswer() {
    String event = Uuids.withId(Uuids.fresh());
    JsonNode first = functions.invoke("uuid", event).result();

    assertThat(functions.invoke("uuid", event).result()).isEqualTo(first);
    Uuids.assertStored(first, stores);
  }

  @Test
  void badInputIsNamedWithItsField() {
    assertThat(badInput("predict", Digits.of(511))).contains("/data").contains("512");
    assertThat(badInput("predict", Digits.withElement(2, "\"x\""))).contains("/data/2");
    assertThat(badInput("predict", Digits.withElement(2, "1e999"))).contains("/data/2");
    assertThat(badInput("uuid", Uuids.withId("x"))).contains("/id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1, 2]", "5", "\"x\"", "true", "null", "[{}]"})
  void anEventThatIsNoObjectIsBadInput(String event) {
    assertThat(badInput("predict", event)).isNotBlank();
    assertThat(badInput("uuid", event)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\": []}",
        "{\"Records\": 5}",
        "{\"Records\": [{\"eventSource\": 5}]}",
        "{\"requestContext\": 5}",
        "{\"requestContext\": {\"http\": null}}",
        "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}",
        "{\"version\": \"1.0\", \"httpMethod\": \"POST\", \"requestContext\": {}}",
        "{\"requestContext\": {\"http\": {\"method\": \"POST\"}}}",
        "{\"requestContext\": {\"http\": {\"method\": \"P O\"}}, \"rawPath\": \"/predict\"}",
        "{\"requestContext\": {\"http\": {\"method\": \"POST\"}}, \"rawPath\": \"/predict\", \"body\": 5}",
        "{\"requestContext\": {\"http\": {\"method\": \"POST\"}}, \"rawPath\": \"/predict\","
            + " \"body\": \"%\", \"isBase64Encoded\": true}",
        "{\"requestContext\": {\"http\": {\"method\": \"POST\"}}, \"rawPath\": \"a b\", \"headers\": 5}",
        "{\"requestContext\": {\"http\": {\"method\": \"POST\"}}, \"rawPath\": \"/predict\","
            + " \"headers\": {\"a\\r\\nb\": \"c\\r\\nd\"}}"
      })
  void anEventOfNoKnownShapeIsNoFailureOfOurs(String event) {
    Invocation invocation = functions.invoke("predict", event);

    if (invocation.isFunctionError()) {
      assertThat(LambdaErrors.messageOf(invocation, "BadInput")).isNotBlank();
    } else {
      JsonNode result = invocation.result();
      assertThat(result.has("class")).as("an event without data is no success").isFalse();
      assertThat(result.path("statusCode").asInt(400)).isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailingStoreIsDependencyUnavailableAndTheRetryCompletes(Service service) {
    String id = Uuids.fresh();
    Invocation failed;
    try (Fault fault = aws.failing(service)) {
      failed = functions.invoke("uuid", Uuids.withId(id));
    }

    assertThat(LambdaErrors.messageOf(failed, "DependencyUnavailable")).isNotBlank();
    assertThat(stores.record(id)).isEmpty();
    assertThat(Uuids.assertStored(functions.invoke("uuid", Uuids.withId(id)).result(), stores))
        .isEqualTo(id);
  }

  @Test
  void anUnknownFunctionIsA404() {
    assertThat(functions.invoke("nope", "{}").answer().status()).isEqualTo(404);
  }

  @Test
  void aHandlerThatIsToldNoFunctionListsTheNames(Fresh fresh) {
    try (RunningTarget untold = fresh.startWith("QUARTET_FUNCTION", "")) {
      Invocation invocation = untold.invocations().invoke("predict", Digits.plain());

      assertThat(LambdaErrors.messageOf(invocation, "UnknownFunction"))
          .contains("predict", "uuid", "QUARTET_FUNCTION");
    }
  }

  @Test
  void anHttpEventIsAnsweredAsHttp() {
    JsonNode plain = functions.invoke("predict", httpEvent(Digits.plain(), false)).result();
    JsonNode encoded = functions.invoke("predict", httpEvent(Digits.plain(), true)).result();
    JsonNode bad = functions.invoke("predict", httpEvent("{}", false)).result();

    assertThat(plain.path("statusCode").asInt()).as(plain.toString()).isEqualTo(200);
    assertThat(encoded.path("statusCode").asInt()).as(encoded.toString()).isEqualTo(200);
    assertThat(plain.path("body").asText()).contains("\"class\"");
    assertThat(plain.path("isBase64Encoded").asBoolean()).as("JSON is sent as text").isFalse();
    assertThat(bad.path("statusCode").asInt()).as(bad.toString()).isEqualTo(422);
  }

  @Test
  void fiveHundredMalformedEventsAreEachBadInputAndTheFunctionsServeOn() {
    List<String> wrong = new ArrayList<>();
    new MalformedRequests(SEED)
        .stream()
            .filter(request -> request.mutation() != Mutation.WRONG_HEADER)
            .limit(COUNT)
            .forEach(request -> check(request, wrong));

    assertThat(wrong).isEmpty();
    assertThat(functions.invoke("predict", Digits.plain()).result().has("class")).isTrue();
    Uuids.assertStored(functions.invoke("uuid", "{}").result(), stores);
  }

  /** The Invoke API refuses by itself, with 400, what is no JSON. */
  private void check(MalformedRequest request, List<String> wrong) {
    Invocation invocation = functions.invoke(request.function(), request.body());
    if (invocation.answer().status() == 400) {
      return;
    }
    try {
      assertThat(LambdaErrors.messageOf(invocation, "BadInput")).isNotBlank();
    } catch (AssertionError e) {
      wrong.add(request + " -> " + invocation + ": " + e.getMessage());
    }
  }

  private String badInput(String function, String event) {
    return LambdaErrors.messageOf(functions.invoke(function, event), "BadInput");
  }

  /** An event of API Gateway's HTTP API, payload format 2.0. */
  private static String httpEvent(String body, boolean base64) {
    ObjectNode event = new ObjectMapper().createObjectNode();
    event.put("version", "2.0");
    event.put("routeKey", "$default");
    event.put("rawPath", "/predict");
    event.put("rawQueryString", "");
    event.putObject("headers").put("content-type", "application/json").put("host", "example.com");
    ObjectNode context = event.putObject("requestContext");
    context.put("requestId", "contract");
    context.put("domainName", "example.com");
    context
        .putObject("http")
        .put("method", "POST")
        .put("path", "/predict")
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "127.0.0.1")
        .put("userAgent", "contract");
    event.put(
        "body",
        base64 ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) : body);
    event.put("isBase64Encoded", base64);
    return event.toString();
  }
}
