package dev.quartet.serving.protocol;

import java.util.Arrays;

/** The dimensions of a tensor, with a product that an array could have. */
public final class Shape {

  public static final int MOST_DIMENSIONS = 64;

  private final long[] dimensions;
  private final int elements;

  private Shape(long[] dimensions, int elements) {
    this.dimensions = dimensions;
    this.elements = elements;
  }

  /**
   * The shape of these dimensions.
   *
   * @throws Refusal if a dimension is negative, or they call for more elements than an array has
   */
  public static Shape of(long[] dimensions, Place place) {
    requireDimensions(dimensions.length, place);
    for (int i = 0; i < dimensions.length; i++) {
      if (dimensions[i] < 0) {
        throw Refusal.at(
            place.item(i), "expected a whole number of 0 or more, got " + dimensions[i] + ".");
      }
    }
    return ofWholeNumbers(dimensions.clone(), place);
  }

  /**
   * Checks that a tensor may have so many.
   *
   * @throws Refusal if there are more than {@link #MOST_DIMENSIONS}
   */
  public static void requireDimensions(int count, Place place) {
    if (count > MOST_DIMENSIONS) {
      throw Refusal.at(place, "expected at most " + MOST_DIMENSIONS + " dimensions.");
    }
  }

  private static Shape ofWholeNumbers(long[] dimensions, Place place) {
    for (long dimension : dimensions) {
      if (dimension == 0) {
        return new Shape(dimensions, 0);
      }
    }
    long elements = 1;
    for (long dimension : dimensions) {
      // Both are below 2^31, so that their product fits.
      if (dimension > Integer.MAX_VALUE || (elements *= dimension) > Integer.MAX_VALUE) {
        throw Refusal.at(
            place, "%s calls for more than 2^31 - 1 elements.".formatted(text(dimensions)));
      }
    }
    return new Shape(dimensions, (int) elements);
  }

  public int rank() {
    return dimensions.length;
  }

  public long dimension(int index) {
    return dimensions[index];
  }

  public int elements() {
    return elements;
  }

  public long[] dimensions() {
    return dimensions.clone();
  }

  /**
   * What is said of data that has another number of elements.
   *
   * @param count how many it has; any number above the shape's if it has more
   */
  public Refusal otherCount(int count, Place place) {
    return Refusal.at(
        place,
        count > elements
            ? "has more elements than the %d of the shape %s.".formatted(elements, this)
            : "has %d elements, and the shape %s calls for %d.".formatted(count, this, elements));
  }

  private static String text(long[] dimensions) {
    return Arrays.toString(dimensions);
  }

  @Override
  public String toString() {
    return text(dimensions);
  }
}
