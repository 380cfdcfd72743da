package dev.quartet.inference;

/** The element types of tensors, by their names in the Open Inference Protocol. */
public enum Datatype {
  /** One byte, 0 or 1. */
  BOOL(1),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  /** IEEE 754 binary16. */
  FP16(2),
  /** IEEE 754 binary32. */
  FP32(4),
  /** IEEE 754 binary64. */
  FP64(8),
  /** Sequences of bytes, each of its own length; text is UTF-8. */
  BYTES(-1);

  private final int byteSize;

  Datatype(int byteSize) {
    this.byteSize = byteSize;
  }

  /** The size of an element in bytes, or -1 if each has its own. */
  public int byteSize() {
    return byteSize;
  }
}
