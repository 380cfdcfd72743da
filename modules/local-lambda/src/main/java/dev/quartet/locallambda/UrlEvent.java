package dev.quartet.locallambda;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to a Function URL as an event of AWS's payload format 2.0. */
final class UrlEvent {
  private static final DateTimeFormatter COMMON_LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private UrlEvent() {}

  /**
   * @param rawPath the path below the function's name, as it was sent
   */
  record Target(String function, String rawPath, String region) {}

  static Buffer of(
      HttpServerRequest request, Target target, String requestId, String traceId, Buffer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length() + 2048);
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("version", "2.0");
      json.writeStringField("routeKey", "$default");
      json.writeStringField("rawPath", target.rawPath());
      String query = request.query() == null ? "" : request.query();
      json.writeStringField("rawQueryString", query);
      writeCookies(json, request.headers().getAll("Cookie"));
      writeHeaders(json, request, traceId);
      writeQuery(json, query);
      writeContext(json, request, target, requestId);
      if (body.length() > 0) {
        writeBody(json, request, body.getBytes());
      } else {
        json.writeBooleanField("isBase64Encoded", false);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static void writeCookies(JsonGenerator json, List<String> headers) throws IOException {
    if (headers.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("cookies");
    for (String header : headers) {
      for (String cookie : header.split(";", -1)) {
        if (!cookie.isBlank()) {
          json.writeString(cookie.strip());
        }
      }
    }
    json.writeEndArray();
  }

  private static void writeHeaders(JsonGenerator json, HttpServerRequest request, String traceId)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : request.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      // Cookies have a member of their own; the others are between the client and this server.
      switch (name) {
        case "cookie", "connection", "transfer-encoding", "expect", "keep-alive" -> {}
        default -> headers.merge(name, header.getValue(), (a, b) -> a + "," + b);
      }
    }
    headers.put("x-amzn-trace-id", traceId);
    headers.merge("x-forwarded-for", sourceAddress(request), (a, b) -> a + ", " + b);
    headers.putIfAbsent("x-forwarded-proto", "http");
    headers.putIfAbsent("x-forwarded-port", Integer.toString(request.localAddress().port()));
    json.writeObjectFieldStart("headers");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json.writeStringField(header.getKey(), header.getValue());
    }
    json.writeEndObject();
  }

  private static String sourceAddress(HttpServerRequest request) {
    String address = request.remoteAddress().hostAddress();
    return address == null ? "127.0.0.1" : address;
  }

  private static void writeQuery(JsonGenerator json, String query) throws IOException {
    if (query.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("queryStringParameters");
    for (Map.Entry<String, List<String>> parameter : parameters(query).entrySet()) {
      json.writeStringField(parameter.getKey(), String.join(",", parameter.getValue()));
    }
    json.writeEndObject();
  }

  private static Map<String, List<String>> parameters(String query) {
    try {
      return new QueryStringDecoder(query, StandardCharsets.UTF_8, false).parameters();
    } catch (IllegalArgumentException e) {
      // A broken escape: the function still has rawQueryString.
      return Map.of();
    }
  }

  private static void writeContext(
      JsonGenerator json, HttpServerRequest request, Target target, String requestId)
      throws IOException {
    Instant now = Instant.now();
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("accountId", "anonymous");
    json.writeStringField("apiId", target.function());
    json.writeStringField(
        "domainName", target.function() + ".lambda-url." + target.region() + ".on.aws");
    json.writeStringField("domainPrefix", target.function());
    json.writeObjectFieldStart("http");
    json.writeStringField("method", request.method().name());
    json.writeStringField("path", target.rawPath());
    json.writeStringField(
        "protocol", request.version() == HttpVersion.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1");
    json.writeStringField("sourceIp", sourceAddress(request));
    String userAgent = request.getHeader("User-Agent");
    json.writeStringField("userAgent", userAgent == null ? "" : userAgent);
    json.writeEndObject();
    json.writeStringField("requestId", requestId);
    json.writeStringField("routeKey", "$default");
    json.writeStringField("stage", "$default");
    json.writeStringField("time", COMMON_LOG_TIME.format(now));
    json.writeNumberField("timeEpoch", now.toEpochMilli());
    json.writeEndObject();
  }

  private static void writeBody(JsonGenerator json, HttpServerRequest request, byte[] body)
      throws IOException {
    String text =
        isText(request.getHeader("Content-Type")) && request.getHeader("Content-Encoding") == null
            ? decode(body)
            : null;
    if (text == null) {
      json.writeFieldName("body");
      json.writeBinary(body);
      json.writeBooleanField("isBase64Encoded", true);
    } else {
      json.writeStringField("body", text);
      json.writeBooleanField("isBase64Encoded", false);
    }
  }

  /** The types that AWS hands on as text; all others come in base64. */
  static boolean isText(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.equals("application/json")
        || type.equals("application/javascript")
        || type.equals("application/xml")
        || type.endsWith("+json")
        || type.endsWith("+xml");
  }

  private static @Nullable String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
