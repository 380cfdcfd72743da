package dev.quartet.functions;

import io.smallrye.mutiny.Uni;

/** What {@link Predict} needs of a model. Safe for use by several threads at once. */
public interface DigitClassifier {

  /**
   * Reads one image, without holding up an event loop.
   *
   * @param pixels {@link Pixels#COUNT} finite numbers
   */
  Uni<Scores> scores(float[] pixels);

  /**
   * What the model made of an image.
   *
   * @param probabilities the probability of each class, at the class's position
   * @param runMillis how long the model ran, in milliseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
  record Scores(float[] probabilities, double runMillis) {}
}
