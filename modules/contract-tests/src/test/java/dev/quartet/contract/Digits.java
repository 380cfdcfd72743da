package dev.quartet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.contract.harness.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Handwritten digits that the model has not seen, as requests to predict. */
final class Digits {

  /** How many numbers predict takes. */
  static final int LENGTH = 512;

  private Digits() {}

  /**
   * @param json the input of predict
   * @param label the digit that a person wrote
   */
  record Digit(String json, int label) {}

  /** All held-out digits, at least 200. */
  static List<Digit> heldOut() {
    JsonNode heldOut;
    try {
      heldOut = new ObjectMapper().readTree(Artifacts.heldOutDigits().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Digit> digits = new ArrayList<>();
    for (int i = 0; i < heldOut.get("labels").size(); i++) {
      digits.add(
          new Digit(
              "{\"data\": " + heldOut.get("inputs").get(i) + "}",
              heldOut.get("labels").get(i).asInt()));
    }
    return digits;
  }

  /** A good input of predict that needs no file. */
  static String plain() {
    return of(LENGTH);
  }

  /** As many numbers as asked for; only {@link #LENGTH} is good. */
  static String of(int length) {
    return data(IntStream.range(0, length).mapToObj(i -> String.valueOf(i % 17 / 16.0)));
  }

  /** A good input but for one element, given as JSON text. */
  static String withElement(int index, String element) {
    return data(IntStream.range(0, LENGTH).mapToObj(i -> i == index ? element : "0.5"));
  }

  private static String data(Stream<String> elements) {
    return elements.collect(Collectors.joining(",", "{\"data\":[", "]}"));
  }
}
