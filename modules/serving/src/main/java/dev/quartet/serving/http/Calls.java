package dev.quartet.serving.http;

import dev.quartet.extension.http.Admission;
import dev.quartet.extension.http.Bodies;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets worker threads answer, once the request's body is read to its end. */
@Singleton
final class Calls {

  private final InferenceProtocol protocol;
  private final Admission admission;
  private final Bodies bodies;
  private final Refusals refusals;
  private final Vertx vertx;

  Calls(
      InferenceProtocol protocol,
      Admission admission,
      Bodies bodies,
      Refusals refusals,
      Vertx vertx) {
    this.protocol = protocol;
    this.admission = admission;
    this.bodies = bodies;
    this.refusals = refusals;
    this.vertx = vertx;
  }

  /**
   * @param work takes the body, not compressed; may block
   * @throws Refusal if the body is of another kind than the protocol's
   */
  void answerBody(RoutingContext context, Function<byte[], Answer> work) {
    HttpServerRequest request = context.request();
    requireMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE));
    Optional<Compression> compression =
        Compression.ofBody(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    Optional<Compression> accepted =
        Compression.acceptedBy(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    admission.startTimer(context);
    bodies.read(
        context,
        body ->
            onWorker(
                context,
                () ->
                    work.apply(
                            compression.isEmpty()
                                ? body
                                : compression.get().inflated(body, protocol.bodyLimit()))
                        .compressed(accepted)));
  }

  /**
   * Clients of the protocol state JSON, bytes, or nothing at all, whichever the body is: the header
   * with the length of the JSON tells.
   */
  private static void requireMediaType(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!type.equals(Answer.JSON) && !type.equals(Answer.BINARY) && !type.endsWith("+json")) {
      throw new Refusal(
          415, "Content-Type: expected %s or %s.".formatted(Answer.JSON, Answer.BINARY));
    }
  }

  /**
   * Answers a request whose body is of no interest.
   *
   * @param work may block
   */
  void answer(RoutingContext context, Callable<Answer> work) {
    admission.startTimer(context);
    onWorker(context, work);
  }

  private void onWorker(RoutingContext context, Callable<Answer> work) {
    if (!admission.enter(context)) {
      return;
    }
    vertx
        .getOrCreateContext()
        .executeBlocking(
            () -> {
              try {
                return work.call();
              } finally {
                admission.leave();
              }
            },
            false)
        .onSuccess(answer -> answer.send(context.response()))
        .onFailure(failure -> refusals.answer(context, failure));
  }
}
