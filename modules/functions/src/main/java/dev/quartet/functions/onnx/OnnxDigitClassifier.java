package dev.quartet.functions.onnx;

import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.extension.Primed;
import dev.quartet.functions.DigitClassifier;
import dev.quartet.functions.Pixels;
import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.UnknownModel;
import dev.quartet.inference.VectorModel;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The digits model, asked for at each call, so that a replaced one is followed. Without it the
 * application does not start.
 */
@Startup
@Singleton
public final class OnnxDigitClassifier implements DigitClassifier, Primed {

  private static final String MODEL = "digits";

  private final ModelRepository models;

  /**
   * Runs the model once: the first run allocates what the later ones use again.
   *
   * @throws IllegalStateException if there is no such model, it could not be opened, or it does not
   *     take the function's input
   */
  @Inject
  OnnxDigitClassifier(ModelRepository models) {
    this.models = models;
    try {
      run(new float[Pixels.COUNT]);
    } catch (UnknownModel e) {
      throw new IllegalStateException(whyMissing(models), e);
    }
  }

  /**
   * @throws DependencyUnavailable if the model was unloaded
   * @throws IllegalStateException if it was replaced by one that does not take the function's input
   */
  @Override
  public float[] probabilities(float[] pixels) {
    try {
      return run(pixels);
    } catch (UnknownModel e) {
      throw new DependencyUnavailable("The model '" + MODEL + "'", e);
    }
  }

  @Override
  public void prime() {
    run(new float[Pixels.COUNT]);
  }

  private float[] run(float[] pixels) {
    try (ServedModel digits = models.model(MODEL)) {
      VectorModel vectors = digits.vectors();
      if (vectors.inputLength() != Pixels.COUNT) {
        throw new IllegalStateException(
            "The model '%s' takes %d numbers and predict gives %d: put another model at %s"
                .formatted(MODEL, vectors.inputLength(), Pixels.COUNT, models.placeOf(MODEL)));
      }
      return vectors.run(pixels);
    }
  }

  private static String whyMissing(ModelRepository models) {
    return models.index().stream()
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
