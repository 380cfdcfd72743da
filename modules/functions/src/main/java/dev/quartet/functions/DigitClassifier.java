package dev.quartet.functions;

/** What {@link Predict} needs of a model. Safe for use by several threads at once. */
public interface DigitClassifier {

  /**
   * Reads one image.
   *
   * @param pixels {@link Pixels#COUNT} finite numbers
   * @return the probability of each class, at the class's position
   */
  float[] probabilities(float[] pixels);
}
