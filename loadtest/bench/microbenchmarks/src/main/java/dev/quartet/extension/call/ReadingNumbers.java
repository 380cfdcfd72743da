package dev.quartet.extension.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@code {"data":[512 numbers]}} from bytes to a record of a {@code float[]}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingNumbers {

  private static final int LENGTH = 512;

  /** Bodies in turn, so that no branch learns one of them by heart. */
  private static final int BODIES = 64;

  /** How many decimals a number has: 4 as an image's pixels, 17 as a program prints a double. */
  @Param({"4", "17"})
  private int decimals;

  private final byte[][] bodies = new byte[BODIES][];
  private int next;

  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectReader jackson = mapper.readerFor(Numbers.class);
  private final ObjectReader jacksonWithFastFloats =
      mapper.readerFor(Numbers.class).with(StreamReadFeature.USE_FAST_DOUBLE_PARSER);
  private final JsonFactory tokens =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private final FloatVector vector =
      FloatVector.of(JsonInput.strict(mapper), mapper.constructType(Numbers.class)).orElseThrow();
  private final JsonInput input = new JsonInput(JsonInput.strict(mapper), Numbers.class);

  /** What a function of numbers takes. */
  @SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
  public record Numbers(float[] data) {}

  /** Writes the bodies. */
  @Setup(Level.Trial)
  public void writeBodies() {
    Random random = new Random(1);
    String format = "%." + decimals + "f";
    for (int i = 0; i < BODIES; i++) {
      StringBuilder body = new StringBuilder("{\"data\":[");
      for (int j = 0; j < LENGTH; j++) {
        body.append(j == 0 ? "" : ",").append(format.formatted(random.nextDouble()));
      }
      bodies[i] = body.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }
  }

  private byte[] body() {
    next = (next + 1) % BODIES;
    return bodies[next];
  }

  /** As a function's input is read: {@link #floatVector}, else Jackson. */
  @Benchmark
  public Object input() {
    return input.read(body());
  }

  /** The one pass over the bytes. */
  @Benchmark
  public Object floatVector() {
    Object read = vector.read(body());
    if (read == null) {
      throw new IllegalStateException("It left the body to Jackson");
    }
    return read;
  }

  /** Jackson as it comes. */
  @Benchmark
  public Object jackson() throws IOException {
    return jackson.readValue(body());
  }

  /** Jackson with its library for floats. */
  @Benchmark
  public Object jacksonWithFastFloats() throws IOException {
    return jacksonWithFastFloats.readValue(body());
  }

  /** Jackson's tokens with that library, put into an array of the right length by hand. */
  @Benchmark
  public Object jacksonTokens() throws IOException {
    try (JsonParser parser = tokens.createParser(body())) {
      float[] values = new float[LENGTH];
      int length = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
          values[length++] = parser.getFloatValue();
        }
      }
      return new Numbers(values);
    }
  }
}
