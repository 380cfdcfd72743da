package dev.quartet.serving.protocol;

import dev.quartet.inference.Datatype;
import java.nio.ByteBuffer;

/** The elements of a tensor as a request has them: little-endian, row-major. */
public final class RawTensor {

  private RawTensor() {}

  /**
   * Takes the elements of one tensor out of a request.
   *
   * @param bytes how many of the body are the tensor's, which it has
   * @param place what says how many
   * @return they, in the body or copied
   * @throws Refusal if datatype and shape call for another number
   */
  public static ByteBuffer read(
      byte[] body, int start, long bytes, Datatype datatype, Shape shape, Place place) {
    long leastBytes =
        (long) shape.elements()
            * (datatype == Datatype.BYTES ? Integer.BYTES : datatype.byteSize());
    if (datatype == Datatype.BYTES ? bytes < leastBytes : bytes != leastBytes) {
      throw Refusal.at(
          place,
          "is %d, and %s %s takes %s%d bytes."
              .formatted(
                  bytes,
                  datatype,
                  shape,
                  datatype == Datatype.BYTES ? "at least " : "",
                  leastBytes));
    }
    return Contents.of(body, start, (int) bytes);
  }
}
