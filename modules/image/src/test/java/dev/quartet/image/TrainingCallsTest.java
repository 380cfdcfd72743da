package dev.quartet.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingCallsTest {

  private static final String GREET =
      """
      {"name":"greet","input":{"type":"object","required":["name"]},"sample":{"name":"Ada"}}""";

  private HttpServer app = server();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    app.start();
  }

  @AfterEach
  void stop() {
    app.stop(0);
  }

  @Test
  void aFunctionIsCalledWithItsSampleAndWithWrongInputs() throws Exception {
    functions(GREET);
    answers("greet", body -> body.contains("Ada") ? 200 : body.equals("[]") ? 400 : 422);

    train();

    assertThat(bodies).filteredOn("{\"name\":\"Ada\"}"::equals).hasSizeGreaterThan(1);
    assertThat(bodies).containsOnlyOnce("[]").containsOnlyOnce("{}");
  }

  @Test
  void aFunctionWithoutInputIsCalledWithAnEmptyBody() throws Exception {
    functions("{\"name\":\"now\"}");
    answers("now", body -> 200);

    train();

    assertThat(bodies).isNotEmpty().containsOnly("");
  }

  @Test
  void aFunctionWithoutOutputAnswersNothing() throws Exception {
    functions("{\"name\":\"tick\"}");
    answers("tick", body -> 204);

    train();

    assertThat(bodies).isNotEmpty();
  }

  @Test
  void aFunctionWithOutputThatAnswersNothingIsTold() {
    functions("{\"name\":\"now\",\"output\":{\"type\":\"string\"}}");
    answers("now", body -> 204);

    assertThatThrownBy(this::train)
        .isInstanceOf(TrainingFailed.class)
        .hasMessageStartingWith("The function 'now' answered its sample with 204, not 200");
  }

  @Test
  void anEmptyObjectIsNotSentWhereNothingIsRequired() throws Exception {
    functions("{\"name\":\"uuid\",\"input\":{\"type\":\"object\"},\"sample\":{\"id\":\"a\"}}");
    answers("uuid", body -> body.equals("[]") ? 400 : 200);

    train();

    assertThat(bodies).contains("[]").doesNotContain("{}");
  }

  @Test
  void anArrayIsNotWrongForAFunctionThatTakesOne() throws Exception {
    functions("{\"name\":\"sum\",\"input\":{\"type\":\"array\"},\"sample\":[1]}");
    answers("sum", body -> 200);

    train();

    assertThat(bodies).containsOnly("[1]");
  }

  @Test
  void aSampleThatFailsIsToldWithTheFunctionsNameAndAnswer() {
    functions(GREET);
    answers("greet", body -> 503);

    assertThatThrownBy(this::train)
        .isInstanceOf(TrainingFailed.class)
        .hasMessageStartingWith(
            "The function 'greet' answered its sample with 503, not 200: answered 503")
        .hasMessageContaining("@Sample");
  }

  @Test
  void aFunctionThatTakesAWrongInputIsTold() {
    functions(GREET);
    answers("greet", body -> 200);

    assertThatThrownBy(this::train)
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContaining("'greet' answered the wrong input [] with 200");
  }

  @Test
  void anAppIsReadyWhenItSaysSo() throws Exception {
    try (TrainingCalls calls = new TrainingCalls(base())) {
      assertThat(calls.isReady()).isFalse();

      answers("q/health/ready", body -> 200);

      assertThat(calls.isReady()).isTrue();
    }
  }

  private void train() throws Exception {
    try (TrainingCalls calls = new TrainingCalls(base())) {
      calls.callAll();
    }
  }

  private void functions(String... entries) {
    String json = "[" + String.join(",", entries) + "]";
    app.createContext("/functions", exchange -> answer(exchange, 200, json));
  }

  private void answers(String path, Function<String, Integer> status) {
    app.createContext(
        "/" + path,
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          bodies.add(body);
          int code = status.apply(body);
          answer(exchange, code, "answered " + code);
        });
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + app.getAddress().getPort());
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
