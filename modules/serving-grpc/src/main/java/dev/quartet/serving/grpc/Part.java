package dev.quartet.serving.grpc;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/**
 * A message, or a part of one, where it lies.
 *
 * @param bytes the array that has it
 * @param start its first byte
 * @param length how many there are
 */
record Part(byte[] bytes, int start, int length) {

  CodedInputStream reader() {
    return CodedInputStream.newInstance(bytes, start, length);
  }

  /** The value that comes next, of which only the length is read. */
  Part next(CodedInputStream reader) throws IOException {
    int length = reader.readRawVarint32();
    int from = start + reader.getTotalBytesRead();
    reader.skipRawBytes(length);
    return new Part(bytes, from, length);
  }
}
