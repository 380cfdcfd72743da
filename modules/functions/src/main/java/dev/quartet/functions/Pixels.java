package dev.quartet.functions;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A handwritten digit.
 *
 * @param data 16 rows of 32 pixels, row by row; 0 is paper and 1 is ink
 */
@SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
public record Pixels(@NotNull @Size(min = Pixels.COUNT, max = Pixels.COUNT) float[] data) {

  /** How many pixels an image has. */
  public static final int COUNT = 512;
}
