package dev.quartet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.contract.Digits.Digit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Requests of the Open Inference Protocol to the model of the digits. */
final class OpenInference {

  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenInference() {}

  /** A whole request with JSON data. */
  static String json(List<Digit> digits) {
    return json(
        digits.stream()
            .map(OpenInference::pixels)
            .map(JsonNode::toString)
            .collect(Collectors.joining(",", "[", "]")),
        digits.size());
  }

  /**
   * A whole request with JSON data.
   *
   * @param data as JSON text
   */
  static String json(String data, int count) {
    return """
        {"id": "contract-1", "inputs": [{"name": "input", "shape": [%d, %d], "datatype": "FP32", "data": %s}]}
        """
        .formatted(count, Digits.LENGTH, data);
  }

  /** The JSON before {@link #pixels(List)}, all outputs as binary data too. */
  static String header(int count) {
    return """
        {"id": "contract-2", "parameters": {"binary_data_output": true}, "inputs": [{"name": "input",\
         "shape": [%d, %d], "datatype": "FP32", "parameters": {"binary_data_size": %d}}]}"""
        .formatted(count, Digits.LENGTH, count * Digits.LENGTH * Float.BYTES);
  }

  static byte[] body(String header, byte[] data) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(data);
    return body.toByteArray();
  }

  /** The digits as little-endian floats. */
  static byte[] pixels(List<Digit> digits) {
    ByteBuffer pixels =
        ByteBuffer.allocate(digits.size() * Digits.LENGTH * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Digit digit : digits) {
      pixels(digit).forEach(pixel -> pixels.putFloat(pixel.floatValue()));
    }
    return pixels.array();
  }

  private static JsonNode pixels(Digit digit) {
    try {
      return JSON.readTree(digit.json()).get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many rows of probabilities have their largest at the digit's label. */
  static long correct(List<Digit> digits, double[] probabilities) {
    int classes = probabilities.length / digits.size();
    long correct = 0;
    for (int i = 0; i < digits.size(); i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (probabilities[i * classes + c] > probabilities[i * classes + best]) {
          best = c;
        }
      }
      if (best == digits.get(i).label()) {
        correct++;
      }
    }
    return correct;
  }
}
