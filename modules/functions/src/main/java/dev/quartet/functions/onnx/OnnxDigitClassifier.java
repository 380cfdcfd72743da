package dev.quartet.functions.onnx;

import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.extension.Overloaded;
import dev.quartet.extension.Primed;
import dev.quartet.extension.ServedFunctions;
import dev.quartet.functions.DigitClassifier;
import dev.quartet.functions.Pixels;
import dev.quartet.inference.BadModel;
import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.RunRefused;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.StoreFailure;
import dev.quartet.inference.UnknownModel;
import dev.quartet.inference.VectorResult;
import dev.quartet.serving.VectorRuns;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The digits model, asked for at each call, so that a replaced one is followed. Without it the
 * application does not start, unless its models come from elsewhere: then it may be there later,
 * and others are served meanwhile. It is made at the start, but for an execution environment of
 * another function.
 */
@Singleton
public final class OnnxDigitClassifier implements DigitClassifier, Primed {

  private static final String MODEL = "digits";

  private static final Logger LOG = Logger.getLogger(OnnxDigitClassifier.class);

  private static final double NANOS_PER_MILLI = 1e6;

  private final ModelRepository models;
  private final VectorRuns runs;

  /**
   * Runs the model once: the first run allocates what the later ones use again.
   *
   * @throws IllegalStateException if the models are in the artifact or a folder, and there is no
   *     such model, it could not be opened, or it does not take the function's input
   */
  @Inject
  OnnxDigitClassifier(ModelRepository models, VectorRuns runs) {
    this.models = models;
    this.runs = runs;
    try {
      prime();
    } catch (UnknownModel e) {
      if (!models.isRemote()) {
        throw new IllegalStateException(whyMissing(models), e);
      }
      LOG.errorf("predict can't answer. %s", whyMissing(models));
    } catch (BadModel | IllegalStateException e) {
      if (!models.isRemote()) {
        throw e;
      }
      LOG.errorf("predict can't answer. %s", e.getMessage());
    }
  }

  static void makeAtStart(
      @Observes StartupEvent started,
      ServedFunctions functions,
      Provider<OnnxDigitClassifier> classifier) {
    if (functions.use(OnnxDigitClassifier.class)) {
      classifier.get();
    }
  }

  /**
   * Fails with {@link DependencyUnavailable} if the model was unloaded, and with {@link Overloaded}
   * if too many wait for it.
   */
  @Override
  public Uni<Scores> scores(float[] pixels) {
    CompletableFuture<VectorResult> run;
    try {
      run = runs.run(digits(), pixels);
    } catch (UnknownModel e) {
      return Uni.createFrom().failure(new DependencyUnavailable("The model '" + MODEL + "'", e));
    } catch (RunRefused e) {
      return Uni.createFrom().failure(overloaded(e));
    }
    return Uni.createFrom()
        .completionStage(run)
        .onFailure(RunRefused.class)
        .transform(OnnxDigitClassifier::overloaded)
        .map(result -> new Scores(result.output(), result.runNanos() / NANOS_PER_MILLI));
  }

  private static Overloaded overloaded(Throwable refused) {
    return new Overloaded(String.valueOf(refused.getMessage()));
  }

  @Override
  public void prime() {
    try (ServedModel digits = digits()) {
      digits.vectors().run(new float[Pixels.COUNT]);
    }
  }

  /**
   * @throws IllegalStateException if it was replaced by one that takes another number of pixels
   * @throws dev.quartet.inference.BadModel if it was replaced by one that takes no vectors
   */
  private ServedModel digits() {
    ServedModel digits = models.model(MODEL);
    try {
      requireItTakesPixels(digits);
    } catch (RuntimeException e) {
      digits.close();
      throw e;
    }
    return digits;
  }

  private void requireItTakesPixels(ServedModel digits) {
    int inputLength = digits.vectors().inputLength();
    if (inputLength != Pixels.COUNT) {
      throw new IllegalStateException(
          "The model '%s' takes %d numbers and predict gives %d: put another model at %s"
              .formatted(MODEL, inputLength, Pixels.COUNT, models.placeOf(MODEL)));
    }
  }

  private static String whyMissing(ModelRepository models) {
    List<ModelEntry> entries;
    try {
      entries = models.index();
    } catch (StoreFailure e) {
      return e.getMessage();
    }
    return entries.stream()
        .filter(entry -> entry.name().equals(MODEL))
        .map(ModelEntry::reason)
        .findFirst()
        .map(reason -> "The model '%s' can't be opened. %s".formatted(MODEL, reason))
        .orElseGet(
            () ->
                "There is no model '%s' in %s: put it at %s"
                    .formatted(MODEL, models, models.placeOf(MODEL)));
  }
}
