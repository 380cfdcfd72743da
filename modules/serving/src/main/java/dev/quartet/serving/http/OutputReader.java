package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.quartet.serving.http.InferRequest.RequestedOutput;
import dev.quartet.serving.protocol.Parameters;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one requested output. */
final class OutputReader {

  private @Nullable String name;
  private @Nullable Boolean binary;

  private OutputReader() {}

  /**
   * Reads a requested output; the parser is at its value.
   *
   * @throws Refusal if it is none
   */
  static RequestedOutput read(JsonParser parser, Place place) throws IOException {
    OutputReader output = new OutputReader();
    Members.read(parser, place, output::member);
    if (output.name == null) {
      throw Refusal.at(place, "has no name.");
    }
    return new RequestedOutput(output.name, output.binary);
  }

  private void member(String member, JsonParser parser, Place at) throws IOException {
    switch (member) {
      case "name" -> name = Members.string(parser, at);
      case "parameters" -> Members.read(parser, at, this::parameter);
      default -> parser.skipChildren();
    }
  }

  private void parameter(String parameter, JsonParser parser, Place at) throws IOException {
    Parameters.requireServedOfOutput(parameter, at);
    if (parameter.equals("binary_data")) {
      binary = Members.bool(parser, at);
    } else {
      parser.skipChildren();
    }
  }
}
