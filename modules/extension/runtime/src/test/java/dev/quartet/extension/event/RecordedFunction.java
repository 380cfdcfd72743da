package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps the inputs that it is called with, and fails for those that are no JSON or say so. */
final class RecordedFunction implements Callee {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> inputs = new ArrayList<>();

  /** The inputs as compact JSON, in the order of the calls. */
  List<String> inputs() {
    return inputs;
  }

  @Override
  public String name() {
    return "recorded";
  }

  @Override
  public byte[] call(Input input) {
    JsonNode json = json(input);
    inputs.add(json.toString());
    if (json.has("fail")) {
      throw new CallFailed(
          new CallError(
              ErrorKind.UNAVAILABLE, json.get("fail").asText() + " is unavailable.", null));
    }
    return ("{\"call\":" + inputs.size() + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(Input input) {
    return switch (input) {
      case Input.Part(JsonNode json, String _) -> json;
      case Input.Text(byte[] text) -> {
        try {
          yield JSON.readTree(text);
        } catch (IOException e) {
          throw new CallFailed(CallError.notJson(e));
        }
      }
    };
  }
}
