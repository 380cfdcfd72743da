package dev.quartet.loadtest.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Lambda function with an alias, its Function URL and its log: so much of AWS's protocol as a
 * run needs. A version that has not answered yet begins an environment, and says so in its REPORT.
 */
final class FakeAws implements AutoCloseable {
  static final String FUNCTION = "quartet-uuid";
  static final String ALIAS = "live";
  static final String LOG_GROUP = "/aws/lambda/quartet-uuid";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSION = Pattern.compile("Qualifier=([^&]+)");

  private final HttpServer server;
  private final List<Report> reports = new ArrayList<>();

  private record Report(long epochMillis, String line) {}

  private final Map<String, Boolean> answered = new TreeMap<>();
  final List<String> versions = new ArrayList<>(List.of("1"));
  final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  volatile Map<String, String> variables = Map.of("QUARTET_BUCKET", "quartet");
  volatile String aliasVersion = "1";

  /** A change of the configuration is refused from now on. */
  volatile boolean refuses;

  /** The variables are encrypted by a key that the caller may not use. */
  volatile boolean hidesVariables;

  /** How long after its answer a REPORT line can be read. */
  volatile long reportsLateMillis;

  FakeAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answered.put("1", true);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    ObjectNode answer = JSON.createObjectNode();
    int status = 200;
    if (path.equals("/uuid")) {
      authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
      report();
      answer.put("uuid", "made");
    } else if (path.equals("/")) {
      answer = filteredEvents();
    } else if (path.endsWith("/configuration") && method.equals("PUT") && refuses) {
      status = 403;
      answer.put("message", "not authorized to perform: lambda:UpdateFunctionConfiguration");
    } else if (path.endsWith("/configuration") && method.equals("PUT")) {
      JsonNode given = JSON.readTree(body).path("Environment").path("Variables");
      Map<String, String> named = new TreeMap<>();
      given.properties().forEach(each -> named.put(each.getKey(), each.getValue().asText()));
      variables = named;
      answer = configuration();
    } else if (path.endsWith("/configuration")) {
      answer = configuration();
    } else if (path.endsWith("/versions")) {
      String version = String.valueOf(answered.size() + 1);
      versions.add(version);
      answered.put(version, false);
      answer.put("Version", version);
      status = 201;
    } else if (path.endsWith("/aliases/" + ALIAS)) {
      if (method.equals("PUT")) {
        aliasVersion = JSON.readTree(body).path("FunctionVersion").asText();
      }
      answer.put("Name", ALIAS).put("FunctionVersion", aliasVersion);
    } else if (method.equals("DELETE")) {
      Matcher version = VERSION.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
      if (version.find()) {
        versions.remove(version.group(1));
      }
      status = 204;
    } else {
      status = 404;
    }
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
    if (status != 204) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private ObjectNode configuration() {
    ObjectNode configuration =
        JSON.createObjectNode()
            .put("FunctionName", FUNCTION)
            .put("State", "Active")
            .put("LastUpdateStatus", "Successful")
            .put("CodeSize", 48 * 1_048_576);
    ObjectNode environment = configuration.putObject("Environment");
    if (hidesVariables) {
      environment.putObject("Error").put("ErrorCode", "AccessDenied").put("Message", "no key");
    } else {
      ObjectNode values = environment.putObject("Variables");
      variables.forEach(values::put);
    }
    return configuration;
  }

  private void report() {
    boolean isCold = Boolean.FALSE.equals(answered.put(aliasVersion, true));
    String line =
        "REPORT RequestId: request-%d\tDuration: 2.50 ms\tBilled Duration: %d ms\tMemory Size: 512 MB\tMax Memory Used: %d MB\t%s\n"
            .formatted(
                reports.size(),
                isCold ? 43 : 3,
                90 + reports.size(),
                isCold ? "Init Duration: %d.25 ms\t".formatted(40 + reports.size()) : "");
    reports.add(new Report(System.currentTimeMillis(), line));
  }

  /** Every line is sent twice, as it is when two looks overlap. */
  private ObjectNode filteredEvents() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode events = answer.putArray("events");
    for (int twice = 0; twice < 2; twice++) {
      for (int i = 0; i < reports.size(); i++) {
        Report report = reports.get(i);
        if (System.currentTimeMillis() < report.epochMillis() + reportsLateMillis) {
          continue;
        }
        events
            .addObject()
            .put("logStreamName", "stream-" + i % 2)
            .put("timestamp", report.epochMillis())
            .put("message", report.line())
            .put("eventId", String.valueOf(i));
      }
    }
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
