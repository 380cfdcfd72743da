package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnLocal;
import dev.quartet.contract.harness.RunningTarget;
import dev.quartet.contract.harness.Stores;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a developer's machine, and the calls behind it. */
@ContractTest
@OnlyOnLocal
final class ConsoleIT {

  private static final String PAGE = "/q/quartet";
  private static final int MAX_BODY_BYTES = 1 << 20;

  private final Http http;
  private final Stores stores;
  private final LocalAws aws;
  private final Fresh fresh;

  ConsoleIT(Http http, Stores stores, LocalAws aws, Fresh fresh) {
    this.http = http;
    this.stores = stores;
    this.aws = aws;
    this.fresh = fresh;
  }

  @ParameterizedTest
  @ValueSource(strings = {"script", "style"})
  void thePageRunsAndDrawsWhatItHoldsAndNothingElse(String element) throws Exception {
    Answer answer = http.get(PAGE);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("text/html");
    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    String policy = answer.header("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http");
    Matcher inline =
        Pattern.compile("<%s>(.*?)</%s>".formatted(element, element), Pattern.DOTALL)
            .matcher(answer.body());
    assertThat(inline.find()).isTrue();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(policy)
        .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    assertThat(inline.find()).as("one element alone").isFalse();
  }

  @Test
  void thePageKnowsWhereTheFunctionsAre() {
    assertThat(http.get(PAGE).body()).contains("data-root=\"/\"");
  }

  @Test
  void aDirectInvocationAnswersWithItsEventAndTheOutput() {
    String id = Uuids.fresh();

    JsonNode told = invoke("uuid", "direct", Uuids.withId(id));

    assertThat(told.get("event").toString()).isEqualTo("{\"id\":\"" + id + "\"}");
    assertThat(told.get("durationMillis").asDouble()).isPositive();
    assertThat(told.has("error")).isFalse();
    assertThat(Uuids.assertStored(told.get("answer"), stores)).isEqualTo(id);
  }

  @Test
  void noBodyIsAnEmptyInput() {
    Uuids.assertStored(invoke("uuid", "direct", "").get("answer"), stores);
  }

  @Test
  void numbersReachTheEventAsTheyWereSent() {
    JsonNode told = invoke("uuid", "sqs", "[{\"n\": 1.10}, {\"n\": 12345678901234567890.5}]");

    assertThat(told.at("/event/Records/0/body").asText()).isEqualTo("{\"n\":1.10}");
    assertThat(told.at("/event/Records/1/body").asText())
        .isEqualTo("{\"n\":12345678901234567890.5}");
  }

  @Test
  void anArrayIsABatchOfSqsWhoseFailuresAreNamed() {
    String first = Uuids.fresh();
    String third = Uuids.fresh();

    JsonNode told =
        invoke(
            "uuid",
            "sqs",
            "[%s, {\"id\": \"x\"}, %s]".formatted(Uuids.withId(first), Uuids.withId(third)));

    assertThat(told.at("/event/Records")).hasSize(3);
    assertThat(told.at("/answer/batchItemFailures")).hasSize(1);
    assertThat(told.at("/answer/batchItemFailures/0/itemIdentifier"))
        .isEqualTo(told.at("/event/Records/1/messageId"));
    assertThat(stores.record(first)).isNotEmpty();
    assertThat(stores.record(third)).isNotEmpty();
  }

  @Test
  void anObjectIsANotificationOfS3() {
    Set<String> before = stores.records();

    JsonNode told = invoke("uuid", "s3", "{\"bucket\": \"quartet\", \"key\": \"a b.png\"}");

    assertThat(told.at("/event/Records/0/eventSource").asText()).isEqualTo("aws:s3");
    assertThat(told.at("/event/Records/0/s3/object/key").asText()).isEqualTo("a+b.png");
    assertThat(told.get("answer").isNull()).isTrue();
    assertOneNewRecord(before);
  }

  @Test
  void aScheduleCallsTheFunctionWithTheInputThatItDeclares() {
    JsonNode told = invoke("uuid", "schedule", "");

    assertThat(told.at("/event/detail-type").asText()).isEqualTo("Scheduled Event");
    Uuids.assertStored(told.get("answer"), stores);
  }

  @Test
  void aCloudEventBringsItsData() {
    String id = Uuids.fresh();

    JsonNode told = invoke("uuid", "cloudevent", Uuids.withId(id));

    assertThat(told.at("/event/data/id").asText()).isEqualTo(id);
    assertThat(Uuids.assertStored(told.get("answer"), stores)).isEqualTo(id);
  }

  @Test
  void aFunctionsErrorIsToldAsLambdaWouldTellIt() {
    JsonNode told = invoke("predict", "direct", "{\"data\": [1]}");

    assertThat(told.has("answer")).isFalse();
    assertThat(told.at("/error/errorType").asText()).isEqualTo("BadInput");
    assertThat(told.at("/error/errorMessage").asText()).contains("/data", "512");
    Problem.assertTellsNothingOfTheInside(told.get("error").toString());
  }

  @Test
  void aFailingStoreIsTheFunctionsError() {
    JsonNode told;
    try (Fault fault = aws.failing(Service.DYNAMODB)) {
      told = invoke("uuid", "direct", "{}");
    }

    assertThat(told.at("/error/errorType").asText()).isEqualTo("DependencyUnavailable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/invoke/nope?as=direct | {} | 404 | predict",
        "/invoke/uuid?as=sns | {} | 400 | direct, sqs, s3, schedule, cloudevent",
        "/invoke/uuid | {} | 400 | 'as'",
        "/invoke/uuid?as=direct | { | 400 | not JSON",
        "/invoke/uuid?as=direct | {} {} | 400 | not JSON",
        "/invoke/uuid?as=sqs | [] | 422 | at least one",
        "/invoke/uuid?as=s3 | {\"bucket\": \"b\"} | 422 | /key",
        "/invoke/uuid?as=schedule | {\"id\": \"x\"} | 422 | send no body"
      })
  void whatCantBeCalledIsRefusedByName(String path, String body, int status, String named) {
    Problem.in(http.post(PAGE + path, body), status).expects(named);
  }

  @Test
  void aBodyAboveTheLimitIsRefused() {
    String body = "\"" + "x".repeat(MAX_BODY_BYTES) + "\"";

    Problem.in(http.post(PAGE + "/invoke/uuid?as=direct", body), 413);
  }

  @ParameterizedTest
  @CsvSource({"/invoke/uuid?as=direct, POST", "/stores, GET", "'', GET"})
  void anotherMethodIsRefused(String path, String allowed) {
    Answer answer = Http.send(http.to(PAGE + path).method("PUT", BodyPublishers.ofString("{}")));

    Problem.in(answer, 405);
    assertThat(answer.header("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "Host, example.com",
    "Host, localhost.example.com",
    "Host, 127.0.0.1.example.com:3000",
    "Origin, http://example.com",
    "Origin, http://localhost:1",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void aPageOfAnotherSiteGetsNothingAndCallsNothing(String header, String value) {
    String id = Uuids.fresh();
    List<HttpRequest.Builder> requests =
        List.of(
            http.to(PAGE).GET(),
            http.to(PAGE + "/stores").GET(),
            http.to(PAGE + "/invoke/uuid?as=direct")
                .POST(BodyPublishers.ofString(Uuids.withId(id))));

    for (HttpRequest.Builder request : requests) {
      Answer answer = Http.send(request.header(header, value));
      Problem.in(answer, 403);
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
    Uuids.assertNotStored(id, stores);
  }

  @Test
  void aCallerOnTheNetworkGetsNothingWhateverNameItUses() throws Exception {
    InetAddress address = addressOnTheNetwork();
    URI page = http.to(PAGE).build().uri();
    String host =
        address instanceof Inet6Address
            ? "[" + address.getHostAddress() + "]"
            : address.getHostAddress();

    Answer answer =
        Http.send(
            HttpRequest.newBuilder(
                    URI.create("http://%s:%d%s".formatted(host, page.getPort(), PAGE)))
                .header("Host", "localhost:" + page.getPort())
                .GET());

    Problem.in(answer, 403);
  }

  private static InetAddress addressOnTheNetwork() throws SocketException {
    List<InetAddress> addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();
    assumeThat(addresses).as("addresses of this machine on a network").isNotEmpty();
    return addresses.getFirst();
  }

  @ParameterizedTest
  @CsvSource({"/stores, 403", "'', 200"})
  void aLinkOnAnotherSiteLeadsToThePageAlone(String path, int status) {
    Answer answer =
        Http.send(
            http.to(PAGE + path)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .GET());

    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
  void thePageItselfIsAnswered(String name) {
    URI page = http.to(PAGE).build().uri();
    String site = name + ":" + page.getPort();

    Answer answer =
        Http.send(
            http.to(PAGE + "/stores")
                .header("Host", site)
                .header("Origin", "http://" + site)
                .header("Sec-Fetch-Site", "same-origin")
                .GET());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void theStoresShowWhatACallHasJustWritten() {
    String id = Uuids.fresh();
    invoke("uuid", "direct", Uuids.withId(id));

    JsonNode view = http.get(PAGE + "/stores").json();

    assertThat(view.get("local").asBoolean()).as(view.toString()).isTrue();
    assertThat(view.at("/s3/endpoint").asText()).isEqualTo(aws.endpoint().toString());
    assertThat(view.at("/dynamodb/endpoint").asText()).isEqualTo(aws.endpoint().toString());
    JsonNode object = view.at("/buckets/0/objects/0");
    assertThat(object.get("key").asText()).isEqualTo(id + ".txt");
    assertThat(object.get("text").asText()).isEqualTo(id);
    assertThat(view.at("/tables/0/items"))
        .anySatisfy(item -> assertThat(item.get("uuid").asText()).isEqualTo(id));
  }

  @Test
  void aStoreIsShownAtTheEndpointOfItsOwn() {
    String own = aws.endpoint().toString().replace("127.0.0.1", "localhost");
    try (RunningTarget target = fresh.startWith("QUARKUS_S3_ENDPOINT_OVERRIDE", own)) {
      JsonNode view = target.http().get(PAGE + "/stores").json();

      assertThat(view.at("/s3/endpoint").asText()).as(view.toString()).isEqualTo(own);
      assertThat(view.at("/dynamodb/endpoint").asText()).isEqualTo(aws.endpoint().toString());
    }
  }

  private JsonNode invoke(String function, String as, String body) {
    Answer answer = http.post("%s/invoke/%s?as=%s".formatted(PAGE, function, as), body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    return answer.json();
  }

  private void assertOneNewRecord(Set<String> before) {
    Set<String> added = new HashSet<>(stores.records());
    added.removeAll(before);
    assertThat(added).hasSize(1);
  }
}
