package dev.quartet.locallambda;

import static dev.quartet.locallambda.TestServer.header;
import static dev.quartet.locallambda.TestServer.json;
import static dev.quartet.locallambda.TestServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zip with a bootstrap of its own: the Invoke API and all the ways in which invocations end. */
final class ProvidedZipTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server =
        TestServer.serving(TestZip.provided(folder))
            .environments(2)
            .timeoutSeconds(5)
            .memoryMegabytes(384)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertServes() {
    assertThat(text(server.invoke("predict", "{\"a\":1}"))).isEqualTo("{\"a\":1}");
  }

  @Test
  void aTypedErrorReachesTheCaller() {
    HttpResponse<byte[]> response = server.invoke("predict", "{\"do\":\"fail\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(text(response))
        .isEqualTo("{\"errorType\":\"BadInput\",\"errorMessage\":\"data is missing\"}");
    assertServes();
  }

  @Test
  void aCrashIsAnErrorAndTheNextCallIsServedByAnotherEnvironment() {
    HttpResponse<byte[]> response = server.invoke("predict", "{\"do\":\"exit\",\"n\":1}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText()).isEqualTo("Runtime.ExitError");
    assertThat(json(response).path("errorMessage").asText())
        .isEqualTo(
            "RequestId: "
                + header(response, "x-amzn-RequestId")
                + " Error: Runtime exited with error: exit status 1");
    assertServes();
    server.logWith("\tStatus: error\tError Type: Runtime.ExitError");
    server.logWith("\"reason\":\"Runtime.ExitError\"");
  }

  @Test
  void anInvocationThatTakesTooLongIsEndedAndTheNextCallIsServed() {
    HttpResponse<byte[]> response = server.invoke("predict", "{\"do\":\"sleep\",\"n\":60000}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText()).isEqualTo("Sandbox.Timedout");
    assertThat(json(response).path("errorMessage").asText())
        .isEqualTo(
            "RequestId: "
                + header(response, "x-amzn-RequestId")
                + " Error: Task timed out after 5.00 seconds");
    assertServes();
    server.logWith("Duration: 5000.00 ms\tBilled Duration: ");
  }

  @Test
  void anAnswerOfMoreThanSixMegabytesIsAnErrorAndTheNextCallIsServed() {
    HttpResponse<byte[]> response = server.invoke("predict", "{\"do\":\"large\",\"n\":7000000}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText())
        .isEqualTo("Function.ResponseSizeTooLarge");
    assertServes();
  }

  @Test
  void anEventOfMoreThanSixMegabytesIsRefused() {
    String payload = "\"" + "x".repeat(InvokeApi.MAX_REQUEST_BYTES - 1) + "\"";
    HttpResponse<byte[]> response = server.invoke("predict", payload);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(header(response, "x-amzn-ErrorType")).isEqualTo("RequestEntityTooLargeException");
    assertThat(server.invoke("predict", payload.replaceFirst("x", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void theLogTailIsTheInvocationsOwnFromStartToReport() {
    server.invoke("predict", "{\"do\":\"print\",\"n\":1}");
    HttpResponse<byte[]> response =
        server.invoke("predict", "{\"do\":\"print\",\"n\":3}", "X-Amz-Log-Type", "Tail");

    String requestId = header(response, "x-amzn-RequestId");
    String tail =
        new String(
            Base64.getDecoder().decode(header(response, "X-Amz-Log-Result")),
            StandardCharsets.UTF_8);
    assertThat(tail.lines())
        .hasSize(7)
        .startsWith(
            "START RequestId: " + requestId + " Version: $LATEST",
            "line 0 of 3",
            "line 1 of 3",
            "line 2 of 3",
            "unfinished",
            "END RequestId: " + requestId);
    assertThat(tail.lines().toList().getLast())
        .matches(
            "REPORT RequestId: "
                + requestId
                + "\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 384 MB"
                + "\tMax Memory Used: \\d+ MB(\tInit Duration: .*)?");
  }

  @Test
  void theLogTailKeepsTheLastFourKilobytes() {
    HttpResponse<byte[]> response =
        server.invoke("predict", "{\"do\":\"print\",\"n\":20000}", "X-Amz-Log-Type", "Tail");

    byte[] tail = Base64.getDecoder().decode(header(response, "X-Amz-Log-Result"));
    assertThat(tail).hasSize(4096);
    assertThat(new String(tail, StandardCharsets.UTF_8))
        .contains("line 19999 of 20000\nunfinished\nEND RequestId: ");
  }

  @Test
  void aDryRunInvokesNothing() {
    HttpResponse<byte[]> response =
        server.invoke("predict", "{}", "X-Amz-Invocation-Type", "DryRun");

    assertThat(response.statusCode()).isEqualTo(204);
  }

  @Test
  void anUnknownInvocationTypeIsRefused() {
    HttpResponse<byte[]> response =
        server.invoke("predict", "{}", "X-Amz-Invocation-Type", "Later");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(header(response, "x-amzn-ErrorType")).isEqualTo("InvalidParameterValueException");
  }

  @Test
  void aFailedEventIsTriedThreeTimesInAll() {
    HttpResponse<byte[]> response =
        server.invoke("predict", "{\"do\":\"fail\"}", "X-Amz-Invocation-Type", "Event");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    String requestId = header(response, "x-amzn-RequestId");
    assertThat(server.logWith("Event " + requestId + " for predict failed for good"))
        .filteredOn(line -> line.contains("START RequestId: " + requestId))
        .hasSize(3);
  }

  @Test
  void anEventThatSucceedsRunsOnce() {
    HttpResponse<byte[]> response =
        server.invoke("predict", "{\"a\":\"event\"}", "X-Amz-Invocation-Type", "Event");

    String requestId = header(response, "x-amzn-RequestId");
    assertThat(server.logWith("REPORT RequestId: " + requestId))
        .filteredOn(line -> line.contains("START RequestId: " + requestId))
        .hasSize(1);
  }

  @Test
  void anUnknownFunctionIsNotFoundAndTheNamesAreTold() {
    HttpResponse<byte[]> response = server.invoke("predikt", "{}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "x-amzn-ErrorType")).isEqualTo("ResourceNotFoundException");
    assertThat(json(response).path("message").asText()).contains("predikt", "predict");
    assertThat(server.invoke("predict:7", "{}").statusCode()).isEqualTo(404);
    assertThat(server.invoke("a%20b", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void aFunctionIsKnownByItsNameItsArnAndTheLatestQualifier() {
    assertThat(server.invoke("predict:$LATEST", "1").statusCode()).isEqualTo(200);
    assertThat(
            server
                .invoke("arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Apredict", "1")
                .statusCode())
        .isEqualTo(200);
    assertThat(
            server
                .invoke("arn:aws:lambda:us-east-1:000000000000:function:predict:$LATEST", "1")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aPayloadThatIsNotJsonIsRefused() {
    for (String payload : List.of("{\"data\":", "nothing", "{} {}", "{]")) {
      HttpResponse<byte[]> response = server.invoke("predict", payload);

      assertThat(response.statusCode()).as(payload).isEqualTo(400);
      assertThat(header(response, "x-amzn-ErrorType")).isEqualTo("InvalidRequestContentException");
    }
  }

  @Test
  void noPayloadIsAnEmptyObject() {
    assertThat(text(server.invoke("predict", ""))).isEqualTo("{}");
  }

  @Test
  void theFunctionsAreListed() {
    JsonNode listed = json(server.get("/2015-03-31/functions/")).path("Functions").path(0);
    JsonNode function = json(server.get("/2015-03-31/functions/predict")).path("Configuration");

    assertThat(listed.path("FunctionName").asText()).isEqualTo("predict");
    assertThat(function).isEqualTo(listed);
    assertThat(function.path("MemorySize").asInt()).isEqualTo(384);
    assertThat(function.path("Timeout").asInt()).isEqualTo(5);
    assertThat(server.get("/2015-03-31/functions/other").statusCode()).isEqualTo(404);
  }

  @Test
  void idleEnvironmentsAreStoppedWhenAsked() {
    String before = text(server.invoke("predict", "{\"do\":\"pid\"}"));
    HttpResponse<byte[]> response = server.delete("/_quartet/environments");

    assertThat(json(response).path("stopped").asInt()).isPositive();
    assertThat(server.environments("predict")).isEmpty();
    assertThat(ProcessHandle.of(Long.parseLong(before.replace("\"", "")))).isEmpty();
    assertThat(text(server.invoke("predict", "{\"do\":\"pid\"}"))).isNotEqualTo(before);
  }

  @Test
  void theFunctionUrlTurnsARequestIntoAnEvent() {
    HttpResponse<byte[]> response =
        server.send(
            server
                .urlRequest(
                    "/predict/a%20b/c?x=1&x=2&y=%C3%A4",
                    "Content-Type",
                    "application/json; charset=utf-8",
                    "Cookie",
                    "one=1; two=2",
                    "X-Twice",
                    "a",
                    "X-Twice",
                    "b",
                    "User-Agent",
                    "test")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"ä\":1}"))
                .build());

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode event = json(response);
    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("$default");
    assertThat(event.path("rawPath").asText()).isEqualTo("/a%20b/c");
    assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2&y=%C3%A4");
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(Json.object().put("x", "1,2").put("y", "ä"));
    assertThat(event.path("cookies").toString()).isEqualTo("[\"one=1\",\"two=2\"]");
    assertThat(event.path("headers").path("x-twice").asText()).isEqualTo("a,b");
    assertThat(event.path("headers").has("cookie")).isFalse();
    assertThat(event.path("body").asText()).isEqualTo("{\"ä\":1}");
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    JsonNode context = event.path("requestContext");
    assertThat(context.path("http").path("method").asText()).isEqualTo("PUT");
    assertThat(context.path("http").path("path").asText()).isEqualTo("/a%20b/c");
    assertThat(context.path("http").path("protocol").asText()).isEqualTo("HTTP/1.1");
    assertThat(context.path("http").path("sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.path("http").path("userAgent").asText()).isEqualTo("test");
    assertThat(context.path("requestId").asText()).isEqualTo(header(response, "x-amzn-RequestId"));
    assertThat(context.path("stage").asText()).isEqualTo("$default");
    assertThat(context.path("timeEpoch").asLong()).isPositive();
  }

  @Test
  void aBinaryBodyReachesTheFunctionInBase64() {
    byte[] body = {0, 1, (byte) 0xff};
    JsonNode event =
        json(
            server.send(
                server
                    .urlRequest("/predict/v2", "Content-Type", "application/octet-stream")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build()));

    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(body);
  }

  @Test
  void theFunctionUrlTurnsAnAnswerIntoAResponse() {
    HttpResponse<byte[]> response =
        respondingWith(
            "{\"statusCode\":418,\"headers\":{\"Content-Type\":\"image/png\",\"X-A\":\"b\"},"
                + "\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"AAH/\",\"isBase64Encoded\":true}");

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(header(response, "Content-Type")).isEqualTo("image/png");
    assertThat(header(response, "X-A")).isEqualTo("b");
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(response.body()).containsExactly(0, 1, 0xff);
  }

  private static HttpResponse<byte[]> respondingWith(String answer) {
    return server.send(
        server
            .urlRequest("/predict/", "Content-Type", "text/plain")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "respond "
                        + Base64.getEncoder()
                            .encodeToString(answer.getBytes(StandardCharsets.UTF_8))))
            .build());
  }

  @Test
  void aFunctionErrorIsABadGatewayAtTheFunctionUrl() {
    HttpResponse<byte[]> response =
        server.send(server.urlRequest("/predict/", "X-Do", "fail").GET().build());

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(text(response)).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void anAnswerThatIsNoObjectWithAStatusIsTheBody() {
    HttpResponse<byte[]> response = respondingWith("{\"class\":4}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(text(response)).isEqualTo("{\"class\":4}");
  }

  @Test
  void anAnswerThatIsNoHttpResponseIsABadGateway() {
    for (String answer :
        List.of(
            "{\"statusCode\":99}",
            "{\"statusCode\":200,\"headers\":{\"a b\":\"c\"}}",
            "{\"statusCode\":200,\"body\":\"?\",\"isBase64Encoded\":true}",
            "no json")) {
      assertThat(respondingWith(answer).statusCode()).as(answer).isEqualTo(502);
    }
  }

  @Test
  void anUnknownFunctionUrlTellsTheNames() {
    HttpResponse<byte[]> response = server.send(server.urlRequest("/other/x").GET().build());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).contains("other", "predict");
  }

  @Test
  void aBodyOfMoreThanSixMegabytesIsTooLargeForTheFunctionUrl() {
    HttpResponse<byte[]> response =
        server.send(
            server
                .urlRequest("/predict/", "Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[6_291_457]))
                .build());

    assertThat(response.statusCode()).isEqualTo(413);
  }
}
