package dev.quartet.serving.protocol;

import dev.quartet.extension.http.BodyLimit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The compressions of HTTP that bodies come and go in. */
public enum Compression {
  GZIP("gzip") {
    @Override
    InputStream inflating(InputStream compressed) throws IOException {
      return new GZIPInputStream(compressed);
    }

    @Override
    OutputStream deflating(OutputStream compressed) throws IOException {
      return new FastGzip(compressed);
    }
  },

  /** What HTTP calls deflate is zlib, RFC 9110. */
  DEFLATE("deflate") {
    @Override
    InputStream inflating(InputStream compressed) {
      return new InflaterInputStream(compressed);
    }

    @Override
    OutputStream deflating(OutputStream compressed) {
      return new FastZlib(compressed);
    }
  };

  /** All names, as a header lists them. */
  public static final String NAMES = "gzip, deflate";

  private static final int CHUNK_BYTES = 16 * 1024;

  private final String coding;

  Compression(String coding) {
    this.coding = coding;
  }

  abstract InputStream inflating(InputStream compressed) throws IOException;

  abstract OutputStream deflating(OutputStream compressed) throws IOException;

  /** The name of it in headers. */
  public String coding() {
    return coding;
  }

  /**
   * That of a body.
   *
   * @param contentEncoding the header; {@code null} if there is none
   * @return empty for a body that is not compressed
   * @throws Refusal if it is compressed otherwise
   */
  public static Optional<Compression> ofBody(@Nullable String contentEncoding) {
    String coding = contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT);
    if (coding.isEmpty() || coding.equals("identity")) {
      return Optional.empty();
    }
    return Optional.of(
        named(coding)
            .orElseThrow(
                () -> new Refusal(415, "Content-Encoding: expected one of " + NAMES + ".")));
  }

  /**
   * The one that a caller prefers.
   *
   * @param acceptEncoding the header; {@code null} if there is none
   * @return empty if the caller asks for none of them
   */
  public static Optional<Compression> acceptedBy(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return Optional.empty();
    }
    Optional<Compression> best = Optional.empty();
    double bestWeight = 0;
    for (String preference : acceptEncoding.split(",", -1)) {
      String[] parts = preference.strip().toLowerCase(Locale.ROOT).split(";", -1);
      Optional<Compression> compression = named(parts[0].strip());
      double weight = weight(parts);
      if (compression.isPresent() && weight > bestWeight) {
        best = compression;
        bestWeight = weight;
      }
    }
    return best;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2).strip());
        } catch (NumberFormatException e) {
          // A preference that can't be read is none.
          return 0;
        }
      }
    }
    return 1;
  }

  /** The one of that name; empty if there is none. */
  public static Optional<Compression> named(String coding) {
    return Arrays.stream(values())
        .filter(compression -> compression.coding.equals(coding))
        .findFirst();
  }

  /**
   * Never holds more than the limit.
   *
   * @throws Refusal if the body is not so compressed, is cut off, or is larger than the limit
   */
  public byte[] inflated(byte[] body, BodyLimit limit) {
    ByteArrayOutputStream inflated = new ByteArrayOutputStream(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream inflating = inflating(new ByteArrayInputStream(body))) {
      for (int read = inflating.read(chunk); read >= 0; read = inflating.read(chunk)) {
        if (inflated.size() + (long) read > limit.bytes()) {
          throw new Refusal(413, limit.refusal());
        }
        inflated.write(chunk, 0, read);
      }
    } catch (IOException e) {
      throw Refusal.malformed(
          "The body is not %s, as its encoding says, or is cut off.".formatted(coding));
    }
    return inflated.toByteArray();
  }

  public byte[] deflated(byte[] body) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream(body.length / 2);
    try (OutputStream deflating = deflating(deflated)) {
      deflating.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }

  /** Tensors hardly compress, and somebody waits. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream compressed) throws IOException {
      super(compressed);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Frees its deflater, which the stream leaves to whoever made it. */
  private static final class FastZlib extends DeflaterOutputStream {

    FastZlib(OutputStream compressed) {
      super(compressed, new Deflater(Deflater.BEST_SPEED));
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        def.end();
      }
    }
  }
}
