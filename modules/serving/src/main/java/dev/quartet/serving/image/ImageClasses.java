package dev.quartet.serving.image;

import java.util.List;

/**
 * What a model makes of an image.
 *
 * @param version of the model
 * @param best the classes with the highest scores, the highest first; at least one
 * @param preparationNanos how long it took to decode the image and make it a tensor
 * @param runNanos how long it took to get the model's answer, the wait for its turn included
 */
public record ImageClasses(
    String version, List<Scored> best, long preparationNanos, long runNanos) {

  public ImageClasses {
    best = List.copyOf(best);
  }

  /**
   * A class with its score.
   *
   * @param index the position in the model's output
   * @param score what the model's output has there
   */
  public record Scored(int index, float score) {}
}
