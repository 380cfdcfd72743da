package dev.quartet.loadtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The digits that the model was not trained on, as requests, with the class that the model must
 * give each.
 */
public record HeldOutDigits(List<Digit> digits) {
  /** How many numbers a digit has. */
  public static final int INPUT_LENGTH = 512;

  public HeldOutDigits {
    digits = List.copyOf(digits);
    if (digits.isEmpty()) {
      throw new IllegalArgumentException("held-out digits: none given");
    }
  }

  /**
   * @param request the body for {@code /predict}
   * @param expectedClass the most probable class according to the reference probabilities
   */
  public record Digit(Buffer request, int expectedClass) {}

  /**
   * Reads {@code {"inputs": [[512 floats]…], "probabilities": [[floats]…]}}.
   *
   * @throws IOException when the file is missing or has another shape; the message names the file
   *     and the member
   */
  public static HeldOutDigits read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "The held-out digits are missing: " + file + ". Restore it from the repository.");
    }
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    JsonNode inputs = root.path("inputs");
    JsonNode probabilities = root.path("probabilities");
    if (!inputs.isArray() || inputs.isEmpty() || inputs.size() != probabilities.size()) {
      throw new IOException(
          file
              + ": inputs and probabilities must be arrays of the same length, at least 1; they have "
              + inputs.size()
              + " and "
              + probabilities.size()
              + " items.");
    }
    List<Digit> digits = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).size() != INPUT_LENGTH) {
        throw new IOException(
            file
                + ": inputs["
                + i
                + "] has "
                + inputs.get(i).size()
                + " numbers, not "
                + INPUT_LENGTH
                + ".");
      }
      if (!probabilities.get(i).isArray() || probabilities.get(i).isEmpty()) {
        throw new IOException(file + ": probabilities[" + i + "] is not an array of numbers.");
      }
      Buffer request = Buffer.buffer("{\"data\":" + inputs.get(i) + "}");
      digits.add(new Digit(request, largest(probabilities.get(i))));
    }
    return new HeldOutDigits(digits);
  }

  private static int largest(JsonNode probabilities) {
    int largest = 0;
    for (int i = 1; i < probabilities.size(); i++) {
      if (probabilities.get(i).asDouble() > probabilities.get(largest).asDouble()) {
        largest = i;
      }
    }
    return largest;
  }
}
