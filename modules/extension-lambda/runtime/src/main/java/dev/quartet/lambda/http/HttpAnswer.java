package dev.quartet.lambda.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gathers the router's response into an answer of payload format 2.0. */
final class HttpAnswer {

  private final ObjectMapper mapper;
  private final ObjectNode answer;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> done = new CompletableFuture<>();
  private @Nullable String contentType;
  private @Nullable String contentEncoding;
  private boolean keepAlive;

  HttpAnswer(ObjectMapper mapper) {
    this.mapper = mapper;
    this.answer = mapper.createObjectNode();
  }

  /** Waits for the whole response; the application's own time limit ends the wait. */
  byte[] await() {
    return done.join();
  }

  /** Whether it is whole, and the application goes on with the connection after it. */
  boolean keepsConnection() {
    return done.isDone() && !done.isCompletedExceptionally() && keepAlive;
  }

  /** Takes a part of the response, in its order. */
  void take(Object message) {
    try {
      if (message instanceof HttpResponse response) {
        head(response);
      }
      if (message instanceof HttpContent content) {
        content.content().readBytes(body, content.content().readableBytes());
      }
      if (message instanceof LastHttpContent) {
        done.complete(finished());
      }
    } catch (IOException | RuntimeException e) {
      done.completeExceptionally(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** The connection is closed: without the whole answer, that ends the wait. */
  void closed() {
    // An exception's stack costs too much for the many calls that have their answer.
    if (!done.isDone()) {
      done.completeExceptionally(
          new IllegalStateException("the application closed the connection without an answer"));
    }
  }

  private void head(HttpResponse response) {
    HttpHeaders headers = response.headers();
    answer.put("statusCode", response.status().code());
    contentType = headers.get(HttpHeaderNames.CONTENT_TYPE);
    contentEncoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
    keepAlive = HttpUtil.isKeepAlive(response);
    ObjectNode answered = answer.putObject("headers");
    for (String name : headers.names()) {
      if (HttpHeaderNames.SET_COOKIE.contentEqualsIgnoreCase(name)) {
        headers.getAll(name).forEach(answer.withArray("cookies")::add);
      } else if (!HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
        answered.put(name, String.join(",", headers.getAll(name)));
      }
    }
  }

  private byte[] finished() throws JsonProcessingException {
    // What is compressed is bytes, whatever it was before.
    boolean text = contentEncoding == null && isText(contentType);
    answer.put("isBase64Encoded", !text && body.size() > 0);
    if (body.size() > 0) {
      answer.put(
          "body",
          text
              ? body.toString(StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body.toByteArray()));
    }
    return mapper.writeValueAsBytes(answer);
  }

  private static boolean isText(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.contains("json")
        || type.contains("xml")
        || type.contains("yaml")
        || type.contains("javascript");
  }
}
