package dev.quartet.serving.image;

/**
 * How each pixel of a part of a resized line is made of the original's: bilinear over the area that
 * it covers, in Pillow's fixed-point numbers, so that all pixels are Pillow's.
 *
 * @param first the first original pixel of each new one
 * @param weights of the original pixels from that one on, for each new one, of which 1 is {@code 1
 *     << BITS}
 */
@SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
record Resampling(int[] first, int[][] weights) {

  /** A sum of weighted samples fits into an int, with a bit to spare. */
  private static final int BITS = Integer.SIZE - 8 - 2;

  private static final int HALF = 1 << (BITS - 1);

  /**
   * @param length of the original line
   * @param newLength of the whole resized line
   * @param start the first pixel of it that is wanted
   * @param count how many are wanted
   */
  static Resampling of(int length, long newLength, long start, int count) {
    double scale = (double) length / newLength;
    double reach = Math.max(1, scale);
    int[] first = new int[count];
    int[][] weights = new int[count][];
    for (int i = 0; i < count; i++) {
      double centre = (start + i + 0.5) * scale;
      int from = Math.max(0, (int) (centre - reach + 0.5));
      int to = Math.min(length, (int) (centre + reach + 0.5));
      first[i] = from;
      weights[i] = weights(from, to, centre, reach);
    }
    return new Resampling(first, weights);
  }

  private static int[] weights(int from, int to, double centre, double reach) {
    double[] shares = new double[to - from];
    double sum = 0;
    double perPixel = 1.0 / reach;
    for (int i = 0; i < shares.length; i++) {
      double distance = Math.abs((i + from - centre + 0.5) * perPixel);
      shares[i] = distance < 1 ? 1 - distance : 0;
      sum += shares[i];
    }
    int[] weights = new int[shares.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (int) (0.5 + shares[i] / sum * (1 << BITS));
    }
    return weights;
  }

  int count() {
    return first.length;
  }

  /** The first original pixel that is needed at all. */
  int begin() {
    return first[0];
  }

  /** Behind the last original pixel that is needed at all. */
  int end() {
    return first[count() - 1] + weights[count() - 1].length;
  }

  /**
   * A sample of a resized line.
   *
   * @param position of the sample in the line
   * @param samples where the original's are
   * @param start of the original line in it
   * @param step from one of its samples to the next
   */
  byte sample(int position, byte[] samples, int start, int step) {
    int sum = HALF;
    int from = start + first[position] * step;
    for (int weight : weights[position]) {
      sum += (samples[from] & 0xFF) * weight;
      from += step;
    }
    return Samples.clamped(sum >> BITS);
  }
}
