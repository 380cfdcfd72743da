package dev.quartet.contract.malformed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes requests for inference of the digits that must be refused: good ones, each spoilt in one
 * way. The same seed makes the same requests. For one thread.
 */
public final class MalformedInferences {

  private static final int PIXELS = 512;
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private static final List<String> DATATYPES =
      List.of(
          "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16",
          "FP64", "BYTES", "fp32", "FLOAT", "");

  private static final List<String> SHAPES =
      List.of(
          "[1,511]",
          "[1,513]",
          "[2,512]",
          "[512]",
          "[1,1,512]",
          "[512,1]",
          "[0,512]",
          "[-1,512]",
          "[1,-512]",
          "[-1,-512]",
          "[2147483648,512]",
          "[9223372036854775807,512]",
          "[9223372036854775808,512]",
          "[36028797018963968,512]",
          "[4294967296,4294967296]",
          "[1.0,512]",
          "[\"1\",512]",
          "[[1,512]]",
          "512",
          "null",
          "{}");

  private static final List<String> ELEMENTS =
      List.of(
          "null", "true", "\"0.5\"", "{}", "[0.5]", "NaN", "-Infinity", "1e39", "-1e400", "0x1");

  private final Random random;
  private final List<Spoiling> spoilings =
      List.of(
          new Spoiling("datatype", () -> json("[1,512]", pick(DATATYPES), pixels(PIXELS))),
          new Spoiling("shape", () -> json(pick(SHAPES), "FP32", pixels(PIXELS))),
          new Spoiling("shape of binary data", this::shapeOfBinaryData),
          new Spoiling("element", () -> json("[1,512]", "FP32", withElement(pick(ELEMENTS)))),
          new Spoiling("count", () -> json("[1,512]", "FP32", pixels(count()))),
          new Spoiling("binary size", this::binarySize),
          new Spoiling("truncated", this::truncated),
          new Spoiling("header", this::header),
          new Spoiling("input", this::unknownInput),
          new Spoiling("output", this::unknownOutput));
  private int made;

  public MalformedInferences(long seed) {
    this.random = new Random(seed);
  }

  /** Requests without end, every way of spoiling in its turn. */
  public Stream<MalformedInference> stream() {
    return Stream.generate(
        () -> {
          Spoiling spoiling = spoilings.get(made++ % spoilings.size());
          Body body = spoiling.made().get();
          return new MalformedInference(spoiling.how(), body.headers(), body.bytes());
        });
  }

  private record Spoiling(String how, Supplier<Body> made) {}

  private record Body(byte[] bytes, Map<String, String> headers) {}

  private static Body json(String shape, String datatype, String data) {
    return text(
        "{\"inputs\":[{\"name\":\"input\",\"shape\":%s,\"datatype\":\"%s\",\"data\":%s}]}"
            .formatted(shape, datatype, data));
  }

  private static Body text(String json) {
    return new Body(
        json.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/json"));
  }

  private static Body binary(String shape, String size, byte[] data) {
    byte[] json =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":%s,\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%s}}]}"
            .formatted(shape, size)
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json);
    body.writeBytes(data);
    Map<String, String> headers = new HashMap<>();
    headers.put(JSON_LENGTH, String.valueOf(json.length));
    headers.put("Content-Type", "application/octet-stream");
    return new Body(body.toByteArray(), headers);
  }

  private Body shapeOfBinaryData() {
    return binary(pick(SHAPES), "2048", new byte[PIXELS * Float.BYTES]);
  }

  private Body binarySize() {
    return binary(
        "[1,512]",
        pick(
            List.of(
                "0",
                "2047",
                "2049",
                "4096",
                "-2048",
                "2147483648",
                "9223372036854775807",
                "18446744073709551616",
                "2048.0",
                "\"2048\"",
                "null",
                "true")),
        new byte[PIXELS * Float.BYTES]);
  }

  private Body truncated() {
    Body good =
        random.nextBoolean()
            ? json("[1,512]", "FP32", pixels(PIXELS))
            : binary("[1,512]", "2048", new byte[PIXELS * Float.BYTES]);
    return new Body(
        Arrays.copyOf(good.bytes(), random.nextInt(good.bytes().length)), good.headers());
  }

  private Body header() {
    Body good = binary("[1,512]", "2048", new byte[PIXELS * Float.BYTES]);
    int right = Integer.parseInt(good.headers().get(JSON_LENGTH));
    Map<String, String> headers = new HashMap<>(good.headers());
    headers.put(
        JSON_LENGTH,
        pick(
            List.of(
                "0",
                "-1",
                "x",
                String.valueOf(right - 1),
                String.valueOf(right + 1),
                String.valueOf(good.bytes().length),
                String.valueOf(good.bytes().length + 1),
                "2147483648",
                "99999999999999999999")));
    return new Body(good.bytes(), headers);
  }

  private Body unknownInput() {
    String input =
        "{\"name\":\"input\",\"shape\":[1,512],\"datatype\":\"FP32\",\"data\":"
            + pixels(PIXELS)
            + "}";
    return text(
        pick(
            List.of(
                "{\"inputs\":[" + input.replace("\"input\"", "\"image\"") + "]}",
                "{\"inputs\":[" + input + "," + input + "]}",
                "{\"inputs\":[" + input + "," + input.replace("\"input\"", "\"mask\"") + "]}",
                "{\"inputs\":[]}",
                "{\"input\":[" + input + "]}",
                "{\"inputs\":" + input + "}",
                "[" + input + "]",
                "{\"inputs\":[" + input + "]}{}")));
  }

  private Body unknownOutput() {
    return text(
        "{\"outputs\":%s,\"inputs\":[{\"name\":\"input\",\"shape\":[1,512],\"datatype\":\"FP32\",\"data\":%s}]}"
            .formatted(
                pick(
                    List.of(
                        "[{\"name\":\"logits\"}]",
                        "[{\"name\":\"probabilities\"},{\"name\":\"probabilities\"}]",
                        "[{\"name\":\"probabilities\"},{\"name\":\"\"}]",
                        "[{\"name\":\"probabilities\",\"parameters\":{\"binary_data\":\"yes\"}}]",
                        "[{}]",
                        "[null]",
                        "[\"probabilities\"]",
                        "\"probabilities\"",
                        "{}")),
                pixels(PIXELS)));
  }

  private int count() {
    int count = random.nextInt(2 * PIXELS);
    return count == PIXELS ? count + 1 : count;
  }

  private String pixels(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> String.valueOf(random.nextInt(17) / 16.0))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String withElement(String element) {
    int at = random.nextInt(PIXELS);
    return IntStream.range(0, PIXELS)
        .mapToObj(i -> i == at ? element : "0.5")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
