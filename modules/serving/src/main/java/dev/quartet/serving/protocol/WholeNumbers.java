package dev.quartet.serving.protocol;

import dev.quartet.inference.Datatype;

/**
 * The values of a datatype of whole numbers that a {@code long} holds.
 *
 * @param least the smallest
 * @param most the largest
 */
public record WholeNumbers(long least, long most) {

  /**
   * Those of a datatype.
   *
   * @throws IllegalArgumentException if the datatype has others
   */
  public static WholeNumbers of(Datatype datatype) {
    return switch (datatype) {
      case INT8 -> new WholeNumbers(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> new WholeNumbers(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> new WholeNumbers(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> new WholeNumbers(Long.MIN_VALUE, Long.MAX_VALUE);
      case UINT8 -> new WholeNumbers(0, 0xFF);
      case UINT16 -> new WholeNumbers(0, 0xFFFF);
      case UINT32 -> new WholeNumbers(0, 0xFFFF_FFFFL);
      case BOOL, UINT64, FP16, FP32, FP64, BYTES ->
          throw new IllegalArgumentException(datatype + " has other values");
    };
  }

  public boolean has(long value) {
    return value >= least && value <= most;
  }

  /** As messages say it. */
  public String expected() {
    return "a whole number from %d to %d".formatted(least, most);
  }
}
