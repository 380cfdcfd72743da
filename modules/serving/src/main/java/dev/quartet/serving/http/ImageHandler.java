package dev.quartet.serving.http;

import dev.quartet.extension.http.Admission;
import dev.quartet.extension.http.Bodies;
import dev.quartet.extension.http.RunningCall;
import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.UnknownModel;
import dev.quartet.serving.image.BadImage;
import dev.quartet.serving.image.ImageClasses;
import dev.quartet.serving.image.ImageClassifier;
import dev.quartet.serving.image.UnfitModel;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Refusals;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Tells what is on an image that comes as it is in a file. */
@Singleton
final class ImageHandler implements Handler<RoutingContext> {

  static final String PATH = "/predict-image";

  private static final List<String> MEDIA_TYPES = List.of("image/jpeg", "image/png");
  private static final String WORKERS = "quartet-images";
  private static final double NANOS_PER_MILLI = 1e6;

  private final ImageClassifier classifier;
  private final ModelRepository models;
  private final Admission admission;
  private final Bodies bodies;
  private final Refusals refusals;

  /** One image a processor, because a decoded one takes much memory. */
  private final WorkerExecutor workers;

  ImageHandler(
      ImageClassifier classifier,
      ModelRepository models,
      Admission admission,
      Bodies bodies,
      Refusals refusals,
      Vertx vertx) {
    this.classifier = classifier;
    this.models = models;
    this.admission = admission;
    this.bodies = bodies;
    this.refusals = refusals;
    this.workers =
        vertx.createSharedWorkerExecutor(WORKERS, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void handle(RoutingContext context) {
    requireImage(context.request());
    RunningCall running = RunningCall.of(context);
    admission.startTimer(context);
    bodies.read(context, image -> classify(context, running, image));
  }

  private static void requireImage(HttpServerRequest request) {
    @Nullable String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String type =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!MEDIA_TYPES.contains(type)) {
      throw new Refusal(
          415, "Content-Type: expected %s.".formatted(String.join(" or ", MEDIA_TYPES)));
    }
    if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
      throw new Refusal(415, "Content-Encoding: expected none, since images are compressed.");
    }
  }

  private void classify(RoutingContext context, RunningCall running, byte[] image) {
    if (running.isOver() || !admission.enter(context)) {
      return;
    }
    workers
        .executeBlocking(
            () -> {
              try {
                // By the time limit, while it waited.
                return running.isOver()
                    ? Optional.<Answer>empty()
                    : Optional.of(answer(classifier.classes(image, running)));
              } finally {
                admission.leave();
              }
            },
            false)
        .onSuccess(given -> given.ifPresent(answer -> answer.send(context.response())))
        .onFailure(failure -> refuse(context, failure));
  }

  private static Answer answer(ImageClasses classes) {
    return JsonAnswers.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("class", classes.best().getFirst().index());
          json.writeArrayFieldStart("top");
          for (ImageClasses.Scored scored : classes.best()) {
            json.writeStartObject();
            json.writeNumberField("class", scored.index());
            json.writeNumberField("score", scored.score());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("latency_ms", classes.runNanos() / NANOS_PER_MILLI);
          json.writeNumberField("preparation_ms", classes.preparationNanos() / NANOS_PER_MILLI);
          json.writeStringField("model_version", classes.version());
          json.writeEndObject();
        });
  }

  private void refuse(RoutingContext context, Throwable failure) {
    // What is cancelled is over: nobody is there to be told.
    if (!(failure instanceof CancellationException)) {
      refusals.answer(context, told(failure));
    }
  }

  private Throwable told(Throwable failure) {
    return switch (failure) {
      case BadImage bad -> new Refusal(422, String.valueOf(bad.getMessage()));
      case UnfitModel unfit -> new Refusal(503, unfit.getMessage() + ".");
      case UnknownModel unknown -> withoutModel();
      default -> failure;
    };
  }

  /** One that is there will perhaps be ready later. */
  private Refusal withoutModel() {
    String model = classifier.model();
    return models.index().stream()
        .filter(entry -> entry.name().equals(model))
        .findFirst()
        .map(entry -> new Refusal(503, notReady(entry)))
        .orElseGet(
            () ->
                new Refusal(
                    404,
                    ("There is no model '%s', which tells what is on an image: put it into the"
                            + " folder of models (quartet.models), or name another"
                            + " (quartet.serving.image.model).")
                        .formatted(model)));
  }

  private static String notReady(ModelEntry entry) {
    return "The model '%s', which tells what is on an image, is %s%s"
        .formatted(
            entry.name(), entry.state(), entry.reason().isEmpty() ? "." : ": " + entry.reason());
  }
}
