package dev.quartet.loadtest.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.load.HeldOutDigits;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ways to ask for a digit: the seed's {@code /predict}, and the Open Inference Protocol with
 * its tensors as JSON or as raw bytes. And the seed's own benchmark, whose {@code /predict}
 * multiplies two matrices in place of a model.
 */
final class Wires {
  static final String PREDICT = "predict";
  static final String OIP_JSON = "oip-json";
  static final String OIP_BINARY = "oip-binary";
  static final String MATMUL = "matmul";
  static final List<String> OF_DIGITS = List.of(PREDICT, OIP_JSON, OIP_BINARY);
  static final List<String> NAMES = List.of(PREDICT, OIP_JSON, OIP_BINARY, MATMUL);

  private static final int DIGITS_MAX = 64;
  private static final int CLASSES = 10;

  /** The whole part of the product's first number, of the matrices that the baselines agree on. */
  private static final int MATMUL_CLASS = 124;

  private static final String INFER = "/v2/models/digits/infer";
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Wires() {}

  /**
   * @param name one of {@link #NAMES}
   * @param digits of which the first are sent
   */
  static Wire of(String name, HeldOutDigits digits) {
    return switch (name) {
      case PREDICT -> new Wire(name, "/predict", JSON, calls(digits, Wires::predict));
      case OIP_JSON -> new Wire(name, INFER, JSON, calls(digits, Wires::oipJson));
      case OIP_BINARY ->
          new Wire(
              name,
              INFER,
              Map.of(
                  "Content-Type",
                  "application/octet-stream",
                  JSON_LENGTH,
                  String.valueOf(binaryHeader().length)),
              calls(digits, Wires::oipBinary));
      case MATMUL -> new Wire(name, "/predict", JSON, List.of(matmul()));
      default ->
          throw new IllegalArgumentException("name must be one of " + NAMES + ", was " + name);
    };
  }

  private static List<Call> calls(HeldOutDigits digits, Function<HeldOutDigits.Digit, Call> call) {
    return digits.digits().stream().limit(DIGITS_MAX).map(call).toList();
  }

  private static Call predict(HeldOutDigits.Digit digit) {
    return new Call(
        digit.request(),
        body ->
            json(body)
                .map(answer -> problemOf(answer.path("class").asInt(-1), digit))
                .orElse(notJson()));
  }

  /** The seed's body: 512 times 0.1. */
  private static Call matmul() {
    String numbers =
        Stream.generate(() -> "0.1")
            .limit(HeldOutDigits.INPUT_LENGTH)
            .collect(Collectors.joining(","));
    return new Call(
        Buffer.buffer("{\"data\":[" + numbers + "]}"),
        body ->
            json(body)
                .map(answer -> problemOf(answer.path("class").asInt(-1), MATMUL_CLASS))
                .orElse(notJson()));
  }

  private static Call oipJson(HeldOutDigits.Digit digit) {
    JsonNode data = pixels(digit);
    String request =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,%d],\"datatype\":\"FP32\",\"data\":%s}]}"
            .formatted(data.size(), data);
    return new Call(
        Buffer.buffer(request),
        body ->
            json(body)
                .map(answer -> problemOf(largest(answer.at("/outputs/0/data")), digit))
                .orElse(notJson()));
  }

  private static Call oipBinary(HeldOutDigits.Digit digit) {
    Buffer request = Buffer.buffer(binaryHeader());
    for (JsonNode pixel : pixels(digit)) {
      request.appendIntLE(Float.floatToIntBits(pixel.floatValue()));
    }
    return new Call(request, body -> binaryProblem(body, digit));
  }

  /** The answer is JSON, and behind it the ten probabilities. */
  private static Optional<String> binaryProblem(Buffer body, HeldOutDigits.Digit digit) {
    int jsonLength = body.length() - CLASSES * Float.BYTES;
    if (jsonLength <= 0) {
      return Optional.of("the body is too short for a tensor: " + body);
    }
    Optional<JsonNode> answer = json(body.slice(0, jsonLength));
    if (answer.isEmpty()) {
      return notJson();
    }
    int size = answer.get().at("/outputs/0/parameters/binary_data_size").asInt(-1);
    if (size != CLASSES * Float.BYTES) {
      return Optional.of("outputs[0].parameters.binary_data_size is not " + CLASSES * Float.BYTES);
    }
    int largest = 0;
    for (int i = 1; i < CLASSES; i++) {
      if (floatAt(body, jsonLength, i) > floatAt(body, jsonLength, largest)) {
        largest = i;
      }
    }
    return problemOf(largest, digit);
  }

  private static float floatAt(Buffer body, int start, int index) {
    return Float.intBitsToFloat(body.getIntLE(start + index * Float.BYTES));
  }

  private static byte[] binaryHeader() {
    return Buffer.buffer(
            ("{\"inputs\":[{\"name\":\"input\",\"shape\":[1,%d],\"datatype\":\"FP32\","
                    + "\"parameters\":{\"binary_data_size\":%d}}],"
                    + "\"outputs\":[{\"name\":\"probabilities\",\"parameters\":{\"binary_data\":true}}]}")
                .formatted(HeldOutDigits.INPUT_LENGTH, HeldOutDigits.INPUT_LENGTH * Float.BYTES))
        .getBytes();
  }

  private static JsonNode pixels(HeldOutDigits.Digit digit) {
    return json(digit.request()).orElseThrow().path("data");
  }

  private static Optional<JsonNode> json(Buffer body) {
    try {
      return Optional.of(MAPPER.readTree(body.getBytes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> notJson() {
    return Optional.of("the body is not JSON");
  }

  /** The position of the largest number; -1 when there is none. */
  private static int largest(JsonNode numbers) {
    int largest = numbers.isEmpty() ? -1 : 0;
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i).asDouble() > numbers.get(largest).asDouble()) {
        largest = i;
      }
    }
    return largest;
  }

  private static Optional<String> problemOf(int actualClass, HeldOutDigits.Digit digit) {
    return problemOf(actualClass, digit.expectedClass());
  }

  private static Optional<String> problemOf(int actualClass, int expectedClass) {
    return actualClass == expectedClass
        ? Optional.empty()
        : Optional.of("class is " + actualClass + ", not " + expectedClass);
  }
}
