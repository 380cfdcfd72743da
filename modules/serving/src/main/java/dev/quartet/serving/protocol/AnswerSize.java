package dev.quartet.serving.protocol;

import dev.quartet.inference.Tensor;
import java.util.List;

/** How large an answer is. */
public final class AnswerSize {

  /** An array can't be larger. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private AnswerSize() {}

  /**
   * The size of an answer.
   *
   * @param otherBytes what it has beside the tensors
   * @param outputs whose contents it has as they are
   * @throws Refusal if that is more than an answer holds, before anything of the size is allocated
   */
  public static int bytes(long otherBytes, List<Tensor> outputs) {
    long bytes = otherBytes;
    for (Tensor output : outputs) {
      bytes += output.content().remaining();
    }
    if (bytes > MOST_BYTES) {
      throw Refusal.malformed(
          "The outputs are %d bytes, more than one answer holds: ask for fewer.".formatted(bytes));
    }
    return (int) bytes;
  }
}
