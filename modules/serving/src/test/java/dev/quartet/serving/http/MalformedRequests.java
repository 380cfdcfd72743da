package dev.quartet.serving.http;

import dev.quartet.inference.Datatype;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests for inference that no server may take: good ones of random datatypes and shapes,
 * each spoilt in one way. The same seed makes the same requests. For one thread.
 */
final class MalformedRequests {

  /** What is done to a good request. */
  enum Spoiling {
    SHAPE_AGAINST_DATA,
    NEGATIVE_DIMENSION,
    HUGE_DIMENSION,
    UNKNOWN_DATATYPE,
    WRONG_ELEMENT,
    OUT_OF_RANGE,
    RAGGED_NESTING,
    LYING_BINARY_SIZE,
    HUGE_BINARY_SIZE,
    TRUNCATED_BODY,
    TRAILING_BYTES,
    HEADER_BEYOND_BODY,
    HEADER_WITHIN_JSON,
    BAD_BYTES_LENGTH,
    MISSING_MEMBER,
    DOUBLED_MEMBER,
    WRONG_TYPE_OF_MEMBER,
    DEEP_NESTING,
    BROKEN_GZIP,
    GZIP_BOMB
  }

  /**
   * A request.
   *
   * @param statedJsonBytes the header; {@code null} if there is none
   * @param contentEncoding the header; {@code null} if there is none
   */
  record Request(
      Spoiling spoiling,
      byte[] body,
      @Nullable String statedJsonBytes,
      @Nullable String contentEncoding) {

    @Override
    public String toString() {
      String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
      return "%s, %d bytes, JSON %s: %s".formatted(spoiling, body.length, statedJsonBytes, text);
    }
  }

  private static final Spoiling[] ALL = Spoiling.values();
  private static final int BOMB_BYTES = 4 * 1024 * 1024;

  private static final List<String> HUGE_SHAPES =
      List.of(
          "[2147483648]",
          "[9223372036854775807]",
          "[9223372036854775808]",
          "[1000000000000000000000]",
          "[65536,65536]",
          "[4294967296,4294967296]",
          "[3037000500,3037000500]",
          "[2147483647]",
          "[2,1073741824]",
          "[1000000,1000]",
          "[" + "1000,".repeat(40) + "1]",
          "[" + "1,".repeat(64) + "1]");

  private final Random random;
  private final byte[] bomb = gzipped(new byte[BOMB_BYTES]);
  private int made;

  MalformedRequests(long seed) {
    this.random = new Random(seed);
  }

  /** Requests without end, every way of spoiling in its turn. */
  Stream<Request> stream() {
    return Stream.generate(this::next);
  }

  private Request next() {
    Spoiling spoiling = ALL[made++ % ALL.length];
    return switch (spoiling) {
      case SHAPE_AGAINST_DATA -> json(spoiling, shapeAgainstData());
      case NEGATIVE_DIMENSION -> json(spoiling, with(Input.good(random).shape(negativeShape())));
      case HUGE_DIMENSION -> hugeDimension();
      case UNKNOWN_DATATYPE ->
          json(
              spoiling,
              with(
                  Input.good(random)
                      .datatype(pick(List.of("fp32", "FP8", "BF16", "STRING", "", "FLOAT", "1")))));
      case WRONG_ELEMENT -> json(spoiling, element(this::wrongElement));
      case OUT_OF_RANGE -> json(spoiling, element(this::outOfRange));
      case RAGGED_NESTING -> json(spoiling, ragged());
      case LYING_BINARY_SIZE -> lyingSize(1 + random.nextInt(64) * (random.nextBoolean() ? 1 : -1));
      case HUGE_BINARY_SIZE ->
          lyingSize(pick(List.of(Long.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE / 2)));
      case TRUNCATED_BODY -> truncated();
      case TRAILING_BYTES -> trailing();
      case HEADER_BEYOND_BODY -> headerBeyondBody();
      case HEADER_WITHIN_JSON -> headerWithinJson();
      case BAD_BYTES_LENGTH -> badBytesLength();
      case MISSING_MEMBER -> json(spoiling, with(Input.good(random).without(random.nextInt(4))));
      case DOUBLED_MEMBER -> json(spoiling, with(Input.good(random).doubled(random.nextInt(4))));
      case WRONG_TYPE_OF_MEMBER -> json(spoiling, wrongType());
      case DEEP_NESTING -> json(spoiling, nested());
      case BROKEN_GZIP -> brokenGzip();
      case GZIP_BOMB -> new Request(spoiling, bomb, null, "gzip");
    };
  }

  /** An input's members as JSON texts, in an order of its own. */
  private record Input(List<String> names, List<String> values, long[] dimensions) {

    private static final List<String> NAMES = List.of("name", "shape", "datatype", "data");

    static Input good(Random random) {
      Datatype datatype = Datatype.values()[random.nextInt(Datatype.values().length)];
      return good(random, datatype, shape(random));
    }

    static Input good(Random random, Datatype datatype, long[] shape) {
      int elements = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      String data =
          IntStream.range(0, elements)
              .mapToObj(_ -> element(random, datatype))
              .collect(Collectors.joining(",", "[", "]"));
      return new Input(
          NAMES,
          List.of("\"x\"", Arrays.toString(shape).replace(" ", ""), "\"" + datatype + "\"", data),
          shape);
    }

    private static long[] shape(Random random) {
      return IntStream.range(0, 1 + random.nextInt(3))
          .mapToLong(_ -> 1 + random.nextInt(4))
          .toArray();
    }

    private static String element(Random random, Datatype datatype) {
      return switch (datatype) {
        case BOOL -> String.valueOf(random.nextBoolean());
        case FP16, FP32, FP64 -> String.valueOf(random.nextInt(64) / 8.0);
        case BYTES -> "\"" + "é".repeat(random.nextInt(4)) + "\"";
        default -> String.valueOf(random.nextInt(100));
      };
    }

    Datatype datatype() {
      return Datatype.valueOf(values.get(2).replace("\"", ""));
    }

    int elements() {
      return (int) Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
    }

    Input shape(String shape) {
      return with(1, shape);
    }

    Input datatype(String datatype) {
      return with(2, "\"" + datatype + "\"");
    }

    Input data(String data) {
      return with(3, data);
    }

    Input with(int member, String value) {
      String[] changed = values.toArray(String[]::new);
      changed[member] = value;
      return new Input(names, List.of(changed), dimensions);
    }

    Input without(int member) {
      return new Input(
          IntStream.range(0, 4).filter(i -> i != member).mapToObj(names::get).toList(),
          IntStream.range(0, 4).filter(i -> i != member).mapToObj(values::get).toList(),
          dimensions);
    }

    Input doubled(int member) {
      return new Input(
          Stream.concat(names.stream(), Stream.of(names.get(member))).toList(),
          Stream.concat(values.stream(), Stream.of(values.get(member))).toList(),
          dimensions);
    }

    String json(Random random) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, names.size()).boxed().toList());
      Collections.shuffle(order, random);
      return order.stream()
          .map(i -> "\"" + names.get(i) + "\":" + values.get(i))
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  private String with(Input input) {
    String good = random.nextBoolean() ? "" : Input.good(random).json(random) + ",";
    return "{\"id\":\"1\",\"inputs\":[" + good + input.json(random) + "]}";
  }

  private String shapeAgainstData() {
    Input input = Input.good(random);
    int elements = input.elements();
    int other = elements + 1 + random.nextInt(1_000_000);
    return with(
        random.nextBoolean() || elements == 1
            ? input.shape("[" + other + "]")
            : input.shape("[" + (elements - 1) + "]"));
  }

  private String negativeShape() {
    return pick(
        List.of("[-1]", "[1,-1]", "[-9223372036854775808]", "[-2,-2]", "[0,-1]", "[-1000000000]"));
  }

  private Request hugeDimension() {
    String shape = pick(HUGE_SHAPES);
    if (random.nextBoolean()) {
      return json(
          Spoiling.HUGE_DIMENSION,
          with(Input.good(random, Datatype.FP64, new long[] {1}).shape(shape)));
    }
    return binary(
        Spoiling.HUGE_DIMENSION,
        "{\"name\":\"x\",\"shape\":" + shape + ",\"datatype\":\"FP64\"",
        8,
        new byte[8]);
  }

  @FunctionalInterface
  private interface Replacement {
    String of(Datatype datatype);
  }

  private String element(Replacement replacement) {
    Input input = Input.good(random);
    int elements = input.elements();
    int at = random.nextInt(elements);
    Datatype datatype = input.datatype();
    String spoilt = replacement.of(datatype);
    return with(
        input.data(
            IntStream.range(0, elements)
                .mapToObj(i -> i == at ? spoilt : Input.element(random, datatype))
                .collect(Collectors.joining(",", "[", "]"))));
  }

  private String wrongElement(Datatype datatype) {
    return switch (datatype) {
      case BOOL -> pick(List.of("0", "1", "\"true\"", "null", "[]", "{}"));
      case BYTES -> pick(List.of("0", "true", "null", "{\"a\":1}", "\"\\ud800\"", "[[[[\"a\"]]]]"));
      case FP16, FP32, FP64 -> pick(List.of("\"1\"", "true", "null", "{}", "NaN", "Infinity"));
      default -> pick(List.of("\"1\"", "true", "null", "{}", "1.5", "1e0", "NaN"));
    };
  }

  private String outOfRange(Datatype datatype) {
    return switch (datatype) {
      case INT8 -> pick(List.of("128", "-129"));
      case INT16 -> pick(List.of("32768", "-32769"));
      case INT32 -> pick(List.of("2147483648", "-2147483649"));
      case INT64 -> pick(List.of("9223372036854775808", "-9223372036854775809"));
      case UINT8 -> pick(List.of("256", "-1"));
      case UINT16 -> pick(List.of("65536", "-1"));
      case UINT32 -> pick(List.of("4294967296", "-1"));
      case UINT64 -> pick(List.of("18446744073709551616", "-1", "9".repeat(900)));
      case FP16 -> pick(List.of("65520", "-1e9", "1e999"));
      case FP32 -> pick(List.of("3.5e38", "-1e40", "9".repeat(100)));
      case FP64 -> pick(List.of("1e309", "-1e99999", "9".repeat(400), "9".repeat(2_000)));
      case BOOL -> "2";
      case BYTES -> "1";
    };
  }

  private String ragged() {
    return with(
        Input.good(random, Datatype.INT32, new long[] {2, 2})
            .data(
                pick(
                    List.of(
                        "[[1,2,3],[4]]",
                        "[[1],[2,3,4]]",
                        "[[1,2],3,4]",
                        "[1,2,[3,4]]",
                        "[[[1,2],[3,4]]]",
                        "[[1,2]]",
                        "[[],[1,2]]",
                        "[[[1],[2]],[[3],[4]]]"))));
  }

  private Request lyingSize(long sizeOrDifference) {
    byte[] data = new byte[Float.BYTES * (1 + random.nextInt(8))];
    long stated =
        sizeOrDifference > 1_000 ? sizeOrDifference : Math.max(0, data.length + sizeOrDifference);
    return binary(
        sizeOrDifference > 1_000 ? Spoiling.HUGE_BINARY_SIZE : Spoiling.LYING_BINARY_SIZE,
        "{\"name\":\"x\",\"shape\":[%d],\"datatype\":\"FP32\"".formatted(data.length / Float.BYTES),
        stated == data.length ? stated + 1 : stated,
        data);
  }

  private static Request binary(Spoiling spoiling, String input, long size, byte[] data) {
    byte[] json = Bytes.utf8(binaryJson(input, size));
    return new Request(spoiling, Bytes.joined(json, data), String.valueOf(json.length), null);
  }

  private static String binaryJson(String input, long size) {
    return "{\"inputs\":[" + input + ",\"parameters\":{\"binary_data_size\":" + size + "}}]}";
  }

  private Request goodBinary(Spoiling spoiling) {
    int count = 1 + random.nextInt(16);
    return binary(
        spoiling,
        "{\"name\":\"x\",\"shape\":[" + count + "],\"datatype\":\"FP32\"",
        (long) count * Float.BYTES,
        new byte[count * Float.BYTES]);
  }

  private Request truncated() {
    if (random.nextBoolean()) {
      byte[] json = Bytes.utf8(with(Input.good(random)));
      return new Request(
          Spoiling.TRUNCATED_BODY, Arrays.copyOf(json, random.nextInt(json.length)), null, null);
    }
    Request good = goodBinary(Spoiling.TRUNCATED_BODY);
    return new Request(
        good.spoiling(),
        Arrays.copyOf(good.body(), random.nextInt(good.body().length)),
        good.statedJsonBytes(),
        null);
  }

  private Request trailing() {
    Request good =
        random.nextBoolean()
            ? goodBinary(Spoiling.TRAILING_BYTES)
            : json(Spoiling.TRAILING_BYTES, with(Input.good(random)));
    byte[] more = new byte[1 + random.nextInt(32)];
    Arrays.fill(more, (byte) 'x');
    return new Request(
        good.spoiling(), Bytes.joined(good.body(), more), good.statedJsonBytes(), null);
  }

  private Request headerBeyondBody() {
    Request good = goodBinary(Spoiling.HEADER_BEYOND_BODY);
    String stated =
        pick(
            List.of(
                String.valueOf(good.body().length + 1 + random.nextInt(1_000)),
                "2147483647",
                "9223372036854775808",
                "-1",
                "0x10",
                "ten"));
    return new Request(good.spoiling(), good.body(), stated, null);
  }

  private Request headerWithinJson() {
    Request good = goodBinary(Spoiling.HEADER_WITHIN_JSON);
    int jsonBytes = Integer.parseInt(String.valueOf(good.statedJsonBytes()));
    int off = 1 + random.nextInt(jsonBytes);
    return new Request(good.spoiling(), good.body(), String.valueOf(jsonBytes - off), null);
  }

  private Request badBytesLength() {
    byte[] data = Bytes.texts("abc", "defg");
    data[random.nextInt(Integer.BYTES)] = pick(List.of(0xFF, 0x80, 0x7F, 9)).byteValue();
    return binary(
        Spoiling.BAD_BYTES_LENGTH,
        "{\"name\":\"x\",\"shape\":[2],\"datatype\":\"BYTES\"",
        data.length,
        data);
  }

  private String wrongType() {
    return switch (random.nextInt(6)) {
      case 0 -> with(Input.good(random).with(0, pick(List.of("1", "null", "[]", "{}"))));
      case 1 -> with(Input.good(random).shape(pick(List.of("1", "\"1\"", "{}", "[[1]]", "null"))));
      case 2 -> with(Input.good(random).with(2, pick(List.of("1", "null", "[]", "{}"))));
      case 3 -> with(Input.good(random).data(pick(List.of("1", "\"1\"", "{}", "null", "true"))));
      case 4 ->
          "{\"inputs\":" + pick(List.of("1", "null", "{}", "\"x\"", "[1]", "[[]]", "[null]")) + "}";
      default ->
          pick(List.of("null", "1", "[]", "\"x\"", "true", "{}", "{\"inputs\":[],\"id\":1}"));
    };
  }

  private String nested() {
    int depth = 101 + random.nextInt(20_000);
    return switch (random.nextInt(3)) {
      case 0 -> with(Input.good(random).data("[".repeat(depth) + "]".repeat(depth)));
      case 1 -> "{\"inputs\":" + "[".repeat(depth);
      default -> "{\"parameters\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth + 1);
    };
  }

  private Request brokenGzip() {
    byte[] good = gzipped(Bytes.utf8(with(Input.good(random))));
    byte[] broken =
        random.nextBoolean()
            ? Arrays.copyOf(good, random.nextInt(good.length))
            : Bytes.utf8("{\"inputs\":[]}");
    return new Request(
        Spoiling.BROKEN_GZIP, broken, null, pick(List.of("gzip", "gzip", "deflate", "br")));
  }

  private static Request json(Spoiling spoiling, String json) {
    return new Request(spoiling, Bytes.utf8(json), null, null);
  }

  private static byte[] gzipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
