package dev.quartet.serving.http;

import dev.quartet.extension.http.Admission;
import dev.quartet.extension.http.Bodies;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers requests once their bodies are read to the end; what may block does so on a worker. */
@Singleton
final class Calls {

  /** Reading this much JSON takes well under a millisecond, for which other requests may wait. */
  private static final int MAX_BYTES_ON_EVENT_LOOP = 64 * 1024;

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
   * Reads a small body on the event loop, and lets a worker read a large or a compressed one.
   *
   * @param reader takes the body, not compressed; may not block
   * @throws Refusal if the body is of another kind than the protocol's
   */
  void answerRead(RoutingContext context, Function<byte[], Work> reader) {
    read(
        context,
        (body, codings) -> {
          if (codings.ofBody().isEmpty() && body.length <= MAX_BYTES_ON_EVENT_LOOP) {
            onEventLoop(context, codings, () -> reader.apply(body));
          } else {
            onWorker(context, codings, () -> finished(reader.apply(inflated(codings, body))));
          }
        });
  }

  /**
   * @param work takes the body, not compressed; may block
   * @throws Refusal if the body is of another kind than the protocol's
   */
  void answerBody(RoutingContext context, Function<byte[], Answer> work) {
    read(
        context,
        (body, codings) -> onWorker(context, codings, () -> work.apply(inflated(codings, body))));
  }

  /**
   * Answers a request whose body is of no interest.
   *
   * @param work may block
   */
  void answer(RoutingContext context, Callable<Answer> work) {
    admission.startTimer(context);
    if (admission.enter(context)) {
      onWorker(context, Codings.NONE, work);
    }
  }

  private void read(RoutingContext context, BiConsumer<byte[], Codings> whole) {
    HttpServerRequest request = context.request();
    requireMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE));
    Codings codings =
        new Codings(
            Compression.ofBody(request.getHeader(HttpHeaders.CONTENT_ENCODING)),
            Compression.acceptedBy(request.getHeader(HttpHeaders.ACCEPT_ENCODING)));
    admission.startTimer(context);
    bodies.read(
        context,
        body -> {
          if (admission.enter(context)) {
            whole.accept(body, codings);
          }
        });
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

  private byte[] inflated(Codings codings, byte[] body) {
    return codings.ofBody().isEmpty()
        ? body
        : codings.ofBody().get().inflated(body, protocol.bodyLimit());
  }

  private static Answer finished(Work work) throws Exception {
    return switch (work) {
      case Work.Blocking blocking -> blocking.answer().call();
      case Work.Begun begun -> begun.answer().toCompletableFuture().join();
    };
  }

  private void onEventLoop(RoutingContext context, Codings codings, Supplier<Work> reader) {
    Work work;
    try {
      work = reader.get();
    } catch (RuntimeException | Error e) {
      admission.leave();
      refusals.answer(context, e);
      return;
    }
    switch (work) {
      case Work.Blocking blocking -> onWorker(context, codings, blocking.answer());
      case Work.Begun begun -> {
        // A run ends for several requests at once: each goes on as itself.
        ContextInternal own = (ContextInternal) vertx.getOrCreateContext();
        begun
            .answer()
            .whenComplete(
                (answer, failure) ->
                    own.emit(
                        _ -> {
                          if (failure == null) {
                            send(context, codings, answer);
                          } else {
                            admission.leave();
                            refuse(context, failure);
                          }
                        }));
      }
    }
  }

  /** A worker makes an answer smaller, as that may take long. */
  private void send(RoutingContext context, Codings codings, Answer answer) {
    if (answer.isCompressedFor(codings.accepted())) {
      onWorker(context, codings, () -> answer);
    } else {
      admission.leave();
      answer.send(context.response());
    }
  }

  private void onWorker(RoutingContext context, Codings codings, Callable<Answer> work) {
    vertx
        .getOrCreateContext()
        .executeBlocking(
            () -> {
              try {
                return work.call().compressed(codings.accepted());
              } finally {
                admission.leave();
              }
            },
            false)
        .onSuccess(answer -> answer.send(context.response()))
        .onFailure(failure -> refuse(context, failure));
  }

  private void refuse(RoutingContext context, Throwable failure) {
    refusals.answer(
        context,
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure);
  }

  /**
   * How bodies come and go.
   *
   * @param ofBody the request's, if it is compressed
   * @param accepted the answer's, if the caller asks for one
   */
  private record Codings(Optional<Compression> ofBody, Optional<Compression> accepted) {
    static final Codings NONE = new Codings(Optional.empty(), Optional.empty());
  }
}
