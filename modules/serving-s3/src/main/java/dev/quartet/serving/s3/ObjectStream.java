package dev.quartet.serving.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** An object as it comes, whose failures are all those of a stream. */
final class ObjectStream extends FilterInputStream {

  private final ResponseInputStream<?> object;
  private boolean isAtEnd;

  ObjectStream(ResponseInputStream<?> object) {
    super(object);
    this.object = object;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      int count = object.read(into, offset, length);
      isAtEnd |= count < 0;
      return count;
    } catch (SdkException e) {
      throw new IOException(S3Store.firstLine(e), e);
    }
  }

  /** What has not come yet is not waited for: it may be gigabytes. */
  @Override
  public void close() throws IOException {
    if (isAtEnd) {
      object.close();
    } else {
      object.abort();
    }
  }
}
