package dev.quartet.functions;

import dev.quartet.extension.BadInput;
import dev.quartet.extension.Description;
import dev.quartet.extension.SqsTrigger;
import io.quarkus.funqy.Funq;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reads a handwritten digit. */
@Singleton
public final class Predict {

  private final DigitClassifier classifier;

  Predict(DigitClassifier classifier) {
    this.classifier = classifier;
  }

  /**
   * Answers the most probable digit.
   *
   * @throws BadInput if a pixel is NaN or infinite, or their number is not {@link Pixels#COUNT}
   */
  @Funq
  @NonBlocking
  @Description("Reads a handwritten digit from 512 pixels.")
  @SqsTrigger
  public Uni<Prediction> predict(Pixels input) {
    return classifier
        .scores(requirePixels(input.data()))
        .map(scores -> new Prediction(mostProbable(scores.probabilities()), scores.runMillis()));
  }

  /** JSON has no NaN and no infinity, but 1e999 is JSON and too large for a float. */
  private static float[] requirePixels(float[] pixels) {
    if (pixels.length != Pixels.COUNT) {
      throw new BadInput("/data", "expected " + Pixels.COUNT + " numbers, got " + pixels.length);
    }
    for (int i = 0; i < pixels.length; i++) {
      if (!Float.isFinite(pixels[i])) {
        throw new BadInput("/data/" + i, "expected a finite number, got " + pixels[i]);
      }
    }
    return pixels;
  }

  private static int mostProbable(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }
}
