package dev.quartet.serving.http;

import dev.quartet.extension.http.Admission;
import dev.quartet.extension.http.Bodies;
import dev.quartet.extension.http.RunningCall;
import dev.quartet.serving.protocol.Compression;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Work;
import dev.quartet.serving.protocol.Workers;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers requests once their bodies are read to the end; what may block does so on a worker. */
@Singleton
final class Calls {

  private final InferenceProtocol protocol;
  private final Admission admission;
  private final Bodies bodies;
  private final Workers workers;

  Calls(InferenceProtocol protocol, Admission admission, Bodies bodies, Workers workers) {
    this.protocol = protocol;
    this.admission = admission;
    this.bodies = bodies;
    this.workers = workers;
  }

  /**
   * Reads a small body on the event loop, and lets a worker read a large or a compressed one.
   *
   * @param reader takes the body, not compressed, and begins what the answer comes from; may not
   *     block
   * @throws Refusal if the body is of another kind than the protocol's
   */
  void answerRead(RoutingContext context, Function<byte[], Work<Answer>> reader) {
    RunningCall running = RunningCall.of(context);
    read(
        context,
        (body, codings) -> {
          Consumer<Answer> send = answer -> send(context, codings, answer);
          if (codings.ofBody().isEmpty() && workers.isSmall(body)) {
            workers.readOnEventLoop(context, running, () -> reader.apply(body), send);
          } else {
            workers.readOnWorker(
                context, running, () -> reader.apply(inflated(codings, body)), send);
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
    workers.onWorker(
        context,
        () -> work.call().compressed(codings.accepted()),
        answer -> answer.send(context.response()));
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
