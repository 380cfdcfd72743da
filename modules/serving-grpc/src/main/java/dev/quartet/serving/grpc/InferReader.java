package dev.quartet.serving.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.grpc.protocol.ModelInferRequest;
import dev.quartet.serving.protocol.Parameters;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.TensorCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a request for inference into tensors. It is not read into the objects of its definition
 * first, which would take a multiple of its size before anything of it is checked.
 */
final class InferReader {

  private static final String TYPE = "ModelInferRequest";
  private static final Place INPUTS = Place.WHOLE.member("inputs");
  private static final Place OUTPUTS = Place.WHOLE.member("outputs");
  private static final Place RAW = Place.WHOLE.member("raw_input_contents");

  private final Part message;
  private final List<InputReader> inputs = new ArrayList<>();
  private final Set<String> outputs = new LinkedHashSet<>();
  private final List<Part> rawContents = new ArrayList<>();
  private String model = "";
  private String version = "";
  private String id = "";

  private InferReader(Part message) {
    this.message = message;
  }

  /**
   * @throws Refusal if the request is malformed
   */
  static InferRequest read(Part message) {
    InferReader reader = new InferReader(message);
    return Fields.wellFormed(
        TYPE,
        () -> {
          Fields.read(message, reader::field);
          return reader.finished();
        });
  }

  private boolean field(int number, int wireType, CodedInputStream reader) throws IOException {
    if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      return false;
    }
    switch (number) {
      case ModelInferRequest.MODEL_NAME_FIELD_NUMBER -> model = reader.readStringRequireUtf8();
      case ModelInferRequest.MODEL_VERSION_FIELD_NUMBER -> version = reader.readStringRequireUtf8();
      case ModelInferRequest.ID_FIELD_NUMBER -> id = reader.readStringRequireUtf8();
      case ModelInferRequest.INPUTS_FIELD_NUMBER -> {
        TensorCount.requireRoom(inputs.size(), INPUTS);
        inputs.add(InputReader.read(message.next(reader), INPUTS.item(inputs.size())));
      }
      case ModelInferRequest.OUTPUTS_FIELD_NUMBER -> {
        TensorCount.requireRoom(outputs.size(), OUTPUTS);
        output(message.next(reader), OUTPUTS.item(outputs.size()));
      }
      case ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER -> {
        TensorCount.requireRoom(rawContents.size(), RAW);
        rawContents.add(message.next(reader));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void output(Part output, Place place) throws IOException {
    String[] name = {""};
    Fields.read(
        output,
        (number, wireType, reader) -> {
          if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            return false;
          }
          switch (number) {
            case ModelInferRequest.InferRequestedOutputTensor.NAME_FIELD_NUMBER ->
                name[0] = reader.readStringRequireUtf8();
            case ModelInferRequest.InferRequestedOutputTensor.PARAMETERS_FIELD_NUMBER -> {
              String parameter = Fields.key(output.next(reader));
              Parameters.requireServedOfOutput(
                  parameter, place.member("parameters").member(parameter));
            }
            default -> {
              return false;
            }
          }
          return true;
        });
    if (name[0].isEmpty()) {
      throw Refusal.at(place, "has no name.");
    }
    if (!outputs.add(name[0])) {
      throw Refusal.at(place.member("name"), "comes twice.");
    }
  }

  private InferRequest finished() throws IOException {
    if (model.isEmpty()) {
      throw Refusal.at(Place.WHOLE, "has no model_name.");
    }
    boolean raw = !rawContents.isEmpty();
    if (raw && rawContents.size() != inputs.size()) {
      throw Refusal.at(
          RAW,
          "expected the contents of each of the %d inputs, got %d."
              .formatted(inputs.size(), rawContents.size()));
    }
    List<Tensor> tensors = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      InputReader input = inputs.get(i);
      tensors.add(raw ? input.rawTensor(rawContents.get(i), RAW.item(i)) : input.typedTensor());
    }
    return new InferRequest(
        model, version.isEmpty() ? null : version, id, tensors, List.copyOf(outputs), raw);
  }
}
