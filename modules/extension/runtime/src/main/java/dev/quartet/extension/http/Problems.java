package dev.quartet.extension.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.call.CallError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Answers requests with problem documents, or the errors of the request's protocol, unless they are
 * answered already.
 */
@Singleton
public final class Problems {

  /** A guess: long enough for a peak to pass, short enough for a caller to wait. */
  private static final String RETRY_AFTER_SECONDS = "1";

  private final ObjectMapper mapper;
  private final Protocols protocols;

  Problems(ObjectMapper mapper, Protocols protocols) {
    this.mapper = mapper;
    this.protocols = protocols;
  }

  /**
   * @param title the kind of problem in words
   * @param detail this occurrence, for the caller
   */
  public void answer(RoutingContext context, int status, String title, String detail) {
    answer(context, Problem.of(status, title, detail, context.normalizedPath()));
  }

  /** Answers with the status that the kind of error has. */
  public void answer(RoutingContext context, CallError error) {
    answer(context, Problem.of(error, context.normalizedPath()));
  }

  void answer(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(problem.status());
    if (problem.status() == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    protocols
        .of(context)
        .ifPresentOrElse(
            protocol -> protocol.endWithError(response, problem.detail()),
            () ->
                response
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(json(problem))));
  }

  private byte[] json(Problem problem) {
    try {
      return mapper.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem document can't be written", e);
    }
  }
}
