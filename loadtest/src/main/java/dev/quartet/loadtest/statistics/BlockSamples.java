package dev.quartet.loadtest.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Values that came in blocks, sorted once over all blocks, so that a quantile of any choice of
 * blocks takes one pass. Not changed after it was made.
 */
public final class BlockSamples {
  private final long[] sorted;
  private final int[] blockOf;
  private final long[] sizes;

  private BlockSamples(long[] sorted, int[] blockOf, long[] sizes) {
    this.sorted = sorted;
    this.blockOf = blockOf;
    this.sizes = sizes;
  }

  /**
   * @param blocks the values of each block, in any order; a block may be empty
   */
  public static BlockSamples of(List<long[]> blocks) {
    int size = blocks.stream().mapToInt(block -> block.length).sum();
    record Entry(long value, int block) {}
    Entry[] entries = new Entry[size];
    long[] sizes = new long[blocks.size()];
    int at = 0;
    for (int b = 0; b < blocks.size(); b++) {
      sizes[b] = blocks.get(b).length;
      for (long value : blocks.get(b)) {
        entries[at++] = new Entry(value, b);
      }
    }
    Arrays.sort(entries, Comparator.comparingLong(Entry::value));
    long[] sorted = new long[size];
    int[] blockOf = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = entries[i].value();
      blockOf[i] = entries[i].block();
    }
    return new BlockSamples(sorted, blockOf, sizes);
  }

  /** How many blocks there are, the empty ones too. */
  public int blocks() {
    return sizes.length;
  }

  /**
   * The pooled quantile by nearest rank: the smallest value that at least {@code q} of all values
   * of the chosen blocks don't exceed.
   *
   * @param q above 0, up to 1
   */
  public BlockStatistic quantile(double q) {
    if (!(q > 0) || q > 1) {
      throw new IllegalArgumentException("q must be above 0 and up to 1, was " + q);
    }
    return weights -> {
      long total = 0;
      for (int b = 0; b < sizes.length; b++) {
        total += weights[b] * sizes[b];
      }
      if (total == 0) {
        return Double.NaN;
      }
      long rank = Math.max(1, (long) Math.ceil(q * total));
      long seen = 0;
      for (int i = 0; i < sorted.length; i++) {
        seen += weights[blockOf[i]];
        if (seen >= rank) {
          return sorted[i];
        }
      }
      throw new IllegalStateException("rank " + rank + " lies beyond " + total + " values");
    };
  }
}
