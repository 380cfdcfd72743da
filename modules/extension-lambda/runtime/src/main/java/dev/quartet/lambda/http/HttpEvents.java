package dev.quartet.lambda.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.ErrorKind;
import dev.quartet.lambda.LambdaError;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Plays an event of payload format 2.0 to the application's router over a connection without a
 * socket, so that a Lambda answers on every path as the same application does elsewhere.
 */
@Singleton
public final class HttpEvents {

  private static final String REQUEST_ID = "X-Request-Id";

  /** They speak of a connection that ended at the gateway. */
  private static final List<String> CONNECTION_HEADERS =
      List.of("expect", "transfer-encoding", "content-length", "connection");

  private final ObjectMapper mapper;

  private final AtomicReference<@Nullable RouterConnection> idle = new AtomicReference<>();

  @Inject
  public HttpEvents(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * @param request the event
   * @return the answer in payload format 2.0, JSON in UTF-8
   * @throws LambdaError when the event holds no HTTP request
   */
  public byte[] handle(JsonNode request) {
    HttpRequest head;
    LastHttpContent content;
    try {
      byte[] body = body(request);
      head = head(request, body.length);
      content = content(body);
    } catch (IllegalArgumentException e) {
      throw LambdaError.of(
          new CallError(
              ErrorKind.MALFORMED, "The event is no HTTP request: " + e.getMessage() + ".", null));
    }
    HttpAnswer answer = new HttpAnswer(mapper);
    String sourceIp = request.at("/requestContext/http/sourceIp").asText("127.0.0.1");
    RouterConnection connection = connection(sourceIp);
    try {
      return connection.call(head, content, answer);
    } finally {
      leave(connection, answer);
    }
  }

  private RouterConnection connection(String clientIp) {
    @Nullable RouterConnection kept = idle.getAndSet(null);
    if (kept != null) {
      if (kept.serves(clientIp)) {
        return kept;
      }
      kept.close();
    }
    return new RouterConnection(clientIp);
  }

  /** Keeps one connection, since Lambda sends one request at a time. */
  private void leave(RouterConnection connection, HttpAnswer answer) {
    boolean isKept = answer.keepsConnection() && connection.isOpen();
    @Nullable RouterConnection left = isKept ? idle.getAndSet(connection) : connection;
    if (left != null) {
      left.close();
    }
  }

  private static HttpRequest head(JsonNode request, int bodyLength) {
    HttpHeaders headers = new DefaultHttpHeaders();
    request
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (!CONNECTION_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                headers.add(header.getKey(), header.getValue().asText());
              }
            });
    if (request.path("cookies").isArray()) {
      StringBuilder cookies = new StringBuilder();
      request
          .get("cookies")
          .forEach(cookie -> cookies.append(cookies.isEmpty() ? "" : "; ").append(cookie.asText()));
      headers.set(HttpHeaderNames.COOKIE, cookies);
    }
    if (!headers.contains(HttpHeaderNames.HOST)) {
      headers.set(
          HttpHeaderNames.HOST, request.at("/requestContext/domainName").asText("localhost"));
    }
    // The gate takes the request's id from here: log lines then carry Lambda's own.
    @Nullable Object requestId = MDC.get("requestId");
    if (requestId != null && !headers.contains(REQUEST_ID)) {
      headers.set(REQUEST_ID, requestId.toString());
    }
    headers.set(HttpHeaderNames.CONTENT_LENGTH, bodyLength);
    String query = request.path("rawQueryString").asText();
    String path = request.path("rawPath").asText("/");
    return new DefaultHttpRequest(
        HttpVersion.HTTP_1_1,
        HttpMethod.valueOf(request.at("/requestContext/http/method").asText()),
        query.isEmpty() ? path : path + '?' + query,
        headers);
  }

  private static byte[] body(JsonNode request) {
    String body = request.path("body").asText("");
    return request.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static LastHttpContent content(byte[] body) {
    return body.length == 0
        ? LastHttpContent.EMPTY_LAST_CONTENT
        : new DefaultLastHttpContent(Unpooled.wrappedBuffer(body));
  }
}
