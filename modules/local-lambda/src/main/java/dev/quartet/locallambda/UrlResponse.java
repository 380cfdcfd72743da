package dev.quartet.locallambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function's answer to an event of payload format 2.0 as an HTTP response. */
record UrlResponse(int status, List<Map.Entry<String, String>> headers, Buffer body) {
  private static final Set<String> OWN_HEADERS =
      Set.of("content-length", "transfer-encoding", "connection", "keep-alive");

  /** Reads an answer; null if it is none that AWS would pass on. */
  static @Nullable UrlResponse parse(Buffer payload) {
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(payload.getBytes());
    } catch (IOException e) {
      return null;
    }
    if (!json.isObject() || !json.has("statusCode")) {
      return new UrlResponse(200, List.of(Map.entry("Content-Type", "application/json")), payload);
    }
    int status = json.path("statusCode").asInt(0);
    if (status < 100 || status > 599) {
      return null;
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    boolean typed = false;
    for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      typed |= name.equals("content-type");
      if (!OWN_HEADERS.contains(name)) {
        headers.add(Map.entry(header.getKey(), header.getValue().asText()));
      }
    }
    if (!typed) {
      headers.add(Map.entry("Content-Type", "application/json"));
    }
    for (JsonNode cookie : json.path("cookies")) {
      headers.add(Map.entry("Set-Cookie", cookie.asText()));
    }
    try {
      return new UrlResponse(status, headers, body(json));
    } catch (IOException e) {
      return null;
    }
  }

  private static Buffer body(JsonNode json) throws IOException {
    JsonNode body = json.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return Buffer.buffer();
    }
    if (json.path("isBase64Encoded").asBoolean(false)) {
      return Buffer.buffer(body.binaryValue());
    }
    return Buffer.buffer(body.isTextual() ? body.textValue() : body.toString());
  }

  /**
   * @param headOnly for HEAD: the length is told, the body is not sent
   */
  void send(HttpServerResponse response, boolean headOnly) {
    response.setStatusCode(status);
    headers.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
    if (headOnly) {
      response.putHeader("Content-Length", Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }
}
