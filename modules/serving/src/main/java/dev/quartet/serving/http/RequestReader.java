package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.http.InferRequest.RequestedOutput;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.TensorCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for inference: JSON, then the binary data of the inputs that have some, in their
 * order. What is allocated for a tensor grows with what came, not with what was claimed.
 */
final class RequestReader {

  private final byte[] body;
  private final int jsonBytes;

  private @Nullable String id;
  private @Nullable List<InputReader> inputs;
  private List<RequestedOutput> outputs = List.of();
  private boolean binaryByDefault;

  private RequestReader(byte[] body, int jsonBytes) {
    this.body = body;
    this.jsonBytes = jsonBytes;
  }

  /**
   * @param body the whole body, not compressed
   * @param statedJsonBytes the header {@code Inference-Header-Content-Length}, how many bytes of
   *     the body are JSON; {@code null} for all
   * @throws Refusal if the request is malformed
   */
  static InferRequest read(byte[] body, @Nullable String statedJsonBytes) {
    RequestReader reader = new RequestReader(body, jsonBytes(body, statedJsonBytes));
    Members.readWhole(body, reader.jsonBytes, reader::member);
    return reader.finished();
  }

  private static int jsonBytes(byte[] body, @Nullable String stated) {
    if (stated == null) {
      return body.length;
    }
    int jsonBytes;
    try {
      jsonBytes = Integer.parseInt(stated.strip());
    } catch (NumberFormatException e) {
      jsonBytes = -1;
    }
    if (jsonBytes < 0 || jsonBytes > body.length) {
      throw Refusal.malformed(
          "%s: expected how many bytes of the body are JSON, and the body has %d."
              .formatted(Answer.JSON_LENGTH, body.length));
    }
    return jsonBytes;
  }

  private void member(String name, JsonParser parser, Place at) throws IOException {
    switch (name) {
      case "id" -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          id = Members.string(parser, at);
        }
      }
      case "parameters" -> Members.read(parser, at, this::parameter);
      case "inputs" -> inputs = inputs(parser, at);
      case "outputs" -> outputs = outputs(parser, at);
      default -> parser.skipChildren();
    }
  }

  private void parameter(String name, JsonParser parser, Place at) throws IOException {
    if (name.equals("binary_data_output")) {
      binaryByDefault = Members.bool(parser, at);
    } else {
      parser.skipChildren();
    }
  }

  private List<InputReader> inputs(JsonParser parser, Place place) throws IOException {
    List<InputReader> inputs = new ArrayList<>();
    requireArray(parser, place);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      TensorCount.requireRoom(inputs.size(), place);
      inputs.add(InputReader.read(parser, body, place.item(inputs.size())));
    }
    return inputs;
  }

  private static List<RequestedOutput> outputs(JsonParser parser, Place place) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    List<RequestedOutput> outputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    requireArray(parser, place);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      TensorCount.requireRoom(outputs.size(), place);
      Place at = place.item(outputs.size());
      RequestedOutput output = OutputReader.read(parser, at);
      if (!names.add(output.name())) {
        throw Refusal.at(at.member("name"), "comes twice.");
      }
      outputs.add(output);
    }
    return outputs;
  }

  private static void requireArray(JsonParser parser, Place place) throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      throw Refusal.at(place, "expected an array, got " + JsonText.nameOf(parser) + ".");
    }
  }

  private InferRequest finished() {
    if (inputs == null) {
      throw Refusal.at(Place.WHOLE, "has no inputs.");
    }
    requireBinaryData(inputs);
    List<Tensor> tensors = new ArrayList<>(inputs.size());
    int start = jsonBytes;
    for (InputReader input : inputs) {
      tensors.add(input.tensor(start));
      start += (int) input.binaryBytes();
    }
    return new InferRequest(id, tensors, outputs, binaryByDefault);
  }

  private void requireBinaryData(List<InputReader> inputs) {
    long there = body.length - (long) jsonBytes;
    long left = there;
    for (InputReader input : inputs) {
      // Never below zero by more than one size, so that it can't overflow.
      left = left < 0 ? left : left - input.binaryBytes();
    }
    if (left != 0) {
      throw Refusal.malformed(
          "The inputs' binary_data_size add up to %s than the %d bytes that follow the JSON."
                  .formatted(left < 0 ? "more" : "less", there)
              + (there == 0 ? " " + Answer.JSON_LENGTH + " says where they begin." : ""));
    }
  }
}
