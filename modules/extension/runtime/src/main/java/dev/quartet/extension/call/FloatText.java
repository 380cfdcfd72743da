package dev.quartet.extension.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A JSON number in bytes as the nearest float, ties to even, as {@link Float#parseFloat} reads it.
 */
public final class FloatText {

  /** There is no JSON number, or none that is finite as a float. */
  public static final long NONE = -1;

  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final VarHandle BYTES_AS_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How many bytes are taken at once. */
  private static final int CHUNK = Long.BYTES;

  /** In each byte: the character 0; all bits but the highest; what lifts 10 up to the highest. */
  private static final long ZEROS = 0x3030303030303030L;

  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long UP_FROM_TEN = 0x7676767676767676L;
  private static final long HIGH_BIT = 0x8080808080808080L;

  private static final long[] WHOLE_TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  /** So many digits always fit a double exactly. */
  private static final int EXACT_DIGITS = 15;

  private static final int MAX_EXPONENT_DIGITS = 4;

  /** A longer one is Jackson's to refuse. */
  private static final int MAX_LENGTH = 100;

  /** The bits of a double's fraction that a float has no room for, and their middle. */
  private static final long CUT_OFF = (1L << 29) - 1;

  private static final long MIDDLE = 1L << 28;

  private FloatText() {}

  /**
   * Reads the number that starts at a position.
   *
   * @param start from 0 to the length of the text
   * @return its {@link #end} and its {@link #value}, or {@link #NONE}
   */
  public static long parse(byte[] text, int start) {
    boolean negative = start < text.length && text[start] == '-';
    int at = negative ? start + 1 : start;
    // The common case: one digit, and up to seven decimals. They are taken at once, since a loop
    // over so few costs more in mispredicted branches than in work.
    if (at + 2 + CHUNK > text.length || !isDigit(text[at])) {
      return parseAny(text, start);
    }
    int whole = text[at++] - '0';
    byte next = text[at];
    if (next == ',' || next == ']') {
      return packed(at, negative ? -(float) whole : whole);
    }
    if (next != '.') {
      return parseAny(text, start);
    }
    long chunk = digitsAt(text, ++at);
    int decimals = leadingDigits(chunk);
    if (decimals == CHUNK) {
      return parseLong(text, start, whole, eightDigits(chunk));
    }
    int end = at + decimals;
    if (decimals == 0 || isExponent(text[end])) {
      return parseAny(text, start);
    }
    double value = (whole * WHOLE_TENS[decimals] + firstDigits(chunk, decimals)) / TENS[decimals];
    if (isBetweenFloats(value)) {
      return parseAny(text, start);
    }
    return packed(end, (float) (negative ? -value : value));
  }

  /** One digit and 8 to 15 decimals, as programs print floats and doubles. */
  private static long parseLong(byte[] text, int start, int whole, long firstDecimals) {
    boolean negative = text[start] == '-';
    int at = start + (negative ? 1 : 0) + 2 + CHUNK;
    if (at + CHUNK >= text.length) {
      return parseAny(text, start);
    }
    long chunk = digitsAt(text, at);
    int more = leadingDigits(chunk);
    int end = at + more;
    while (isDigit(text[end])) {
      if (++end == text.length) {
        return parseAny(text, start);
      }
    }
    if (isExponent(text[end]) || end - start > MAX_LENGTH) {
      return parseAny(text, start);
    }
    int kept = Math.min(more, EXACT_DIGITS - 1 - CHUNK);
    long digits =
        (whole * WHOLE_TENS[CHUNK] + firstDecimals) * WHOLE_TENS[kept]
            + (kept == 0 ? 0 : firstDigits(chunk, kept));
    float value = nearest(text, start, end, digits, end > at + kept, -CHUNK - kept);
    return packed(end, negative ? -value : value);
  }

  private static long digitsAt(byte[] text, int at) {
    return (long) BYTES_AS_LONG.get(text, at) ^ ZEROS;
  }

  /** How many digits come before anything else, up to a whole chunk. */
  private static int leadingDigits(long chunk) {
    long others = ((chunk & LOW_BITS) + UP_FROM_TEN | chunk) & HIGH_BIT;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** The number that the first 1 to 8 digits are. */
  private static long firstDigits(long chunk, int count) {
    return eightDigits(chunk << (CHUNK - count) * 8);
  }

  /** Eight digits, the first one in the lowest byte, as the number that they are. */
  private static long eightDigits(long digits) {
    long pairs = digits * 10 + (digits >>> 8);
    return ((pairs & 0x000000FF000000FFL) * (100 + (1_000_000L << 32))
            + (pairs >>> 16 & 0x000000FF000000FFL) * (1 + (10_000L << 32)))
        >>> 32;
  }

  private static long packed(int end, float value) {
    return (long) end << 32 | Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
  }

  /** As {@link #parse} does, for any number. */
  private static long parseAny(byte[] text, int start) {
    int at = start;
    boolean negative = at < text.length && text[at] == '-';
    if (negative) {
      at++;
    }
    int firstDigit = at;
    long digits = 0;
    int significant = 0;
    boolean cut = false;
    int exponent = 0;
    while (at < text.length && isDigit(text[at])) {
      if (significant < EXACT_DIGITS) {
        digits = 10 * digits + text[at] - '0';
        significant += digits == 0 ? 0 : 1;
      } else {
        cut |= text[at] != '0';
        exponent++;
      }
      at++;
    }
    int whole = at - firstDigit;
    if (whole == 0 || whole > 1 && text[firstDigit] == '0') {
      return NONE;
    }
    if (at < text.length && text[at] == '.') {
      int firstDecimal = ++at;
      while (at < text.length && isDigit(text[at])) {
        if (significant < EXACT_DIGITS) {
          digits = 10 * digits + text[at] - '0';
          significant += digits == 0 ? 0 : 1;
          exponent--;
        } else {
          cut |= text[at] != '0';
        }
        at++;
      }
      if (at == firstDecimal) {
        return NONE;
      }
    }
    if (at < text.length && isExponent(text[at])) {
      at++;
      boolean down = at < text.length && text[at] == '-';
      if (down || at < text.length && text[at] == '+') {
        at++;
      }
      int firstOfExponent = at;
      int given = 0;
      while (at < text.length && isDigit(text[at])) {
        given = 10 * given + text[at] - '0';
        if (++at - firstOfExponent > MAX_EXPONENT_DIGITS) {
          return NONE;
        }
      }
      if (at == firstOfExponent) {
        return NONE;
      }
      exponent += down ? -given : given;
    }
    if (at - start > MAX_LENGTH) {
      return NONE;
    }
    float value = nearest(text, start, at, digits, cut, exponent);
    return Float.isFinite(value) ? packed(at, negative ? -value : value) : NONE;
  }

  /** Where the number ends: the position after it. */
  public static int end(long parsed) {
    return (int) (parsed >>> 32);
  }

  public static float value(long parsed) {
    return Float.intBitsToFloat((int) parsed);
  }

  /**
   * The number without its sign. It lies between its first digits and one more in their last place,
   * so when both round to the same float, that is the one. Each is a double that is off by its own
   * last bit at most, and rounds to a float rightly unless it lies just between two.
   */
  private static float nearest(
      byte[] text, int start, int end, long digits, boolean cut, int exponent) {
    if (Math.abs(exponent) < TENS.length) {
      double low = scaled(digits, exponent);
      if (!isBetweenFloats(low)) {
        if (!cut) {
          return (float) low;
        }
        double high = scaled(digits + 1, exponent);
        if (!isBetweenFloats(high) && (float) low == (float) high) {
          return (float) low;
        }
      }
    }
    return Math.abs(
        Float.parseFloat(new String(text, start, end - start, StandardCharsets.US_ASCII)));
  }

  private static double scaled(long digits, int exponent) {
    return exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
  }

  private static boolean isBetweenFloats(double value) {
    return (Double.doubleToRawLongBits(value) & CUT_OFF) == MIDDLE;
  }

  private static boolean isExponent(byte character) {
    return (character | 0x20) == 'e';
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
