package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.protocol.AnswerSize;
import dev.quartet.serving.protocol.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the answer to a request for inference: JSON, then the outputs asked for as binary data.
 */
final class AnswerWriter {

  private static final int FIRST_BYTES = 1024;

  private final InferRequest request;
  private final List<Tensor> outputs;

  private AnswerWriter(InferRequest request, List<Tensor> outputs) {
    this.request = request;
    this.outputs = outputs;
  }

  /**
   * @param model the name of the model that ran
   * @param version its version
   * @throws Refusal if an output asked for as JSON has a value that JSON has not
   */
  static Answer write(InferRequest request, String model, String version, List<Tensor> outputs) {
    return new AnswerWriter(request, outputs).write(model, version);
  }

  private Answer write(String model, String version) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
    try (JsonGenerator json = JsonText.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model_name", model);
      json.writeStringField("model_version", version);
      if (request.id() != null) {
        json.writeStringField("id", request.id());
      }
      json.writeArrayFieldStart("outputs");
      for (Tensor output : outputs) {
        writeOutput(json, output);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withBinaryData(bytes.toByteArray());
  }

  private Answer withBinaryData(byte[] json) {
    List<Tensor> binary =
        outputs.stream().filter(output -> request.isBinary(output.name())).toList();
    if (binary.isEmpty()) {
      return Answer.json(json);
    }
    byte[] body = Arrays.copyOf(json, AnswerSize.bytes(json.length, binary));
    int position = json.length;
    for (Tensor output : binary) {
      ByteBuffer content = output.content();
      int length = content.remaining();
      content.get(body, position, length);
      position += length;
    }
    return Answer.withBinaryData(body, json.length);
  }

  private void writeOutput(JsonGenerator json, Tensor output) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", output.name());
    json.writeStringField("datatype", output.datatype().name());
    json.writeFieldName("shape");
    long[] shape = output.shape();
    json.writeArray(shape, 0, shape.length);
    if (request.isBinary(output.name())) {
      json.writeObjectFieldStart("parameters");
      json.writeNumberField("binary_data_size", output.content().remaining());
      json.writeEndObject();
    } else {
      json.writeArrayFieldStart("data");
      writeData(json, output);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeData(JsonGenerator json, Tensor output) throws IOException {
    ByteBuffer rest = output.content();
    while (rest.hasRemaining()) {
      switch (output.datatype()) {
        case BOOL -> json.writeBoolean(rest.get() != 0);
        case INT8 -> json.writeNumber((int) rest.get());
        case UINT8 -> json.writeNumber(Byte.toUnsignedInt(rest.get()));
        case INT16 -> json.writeNumber((int) rest.getShort());
        case UINT16 -> json.writeNumber(Short.toUnsignedInt(rest.getShort()));
        case INT32 -> json.writeNumber(rest.getInt());
        case UINT32 -> json.writeNumber(Integer.toUnsignedLong(rest.getInt()));
        case INT64 -> json.writeNumber(rest.getLong());
        case UINT64 -> json.writeNumber(Long.toUnsignedString(rest.getLong()));
        case FP16 -> writeFloat(json, Float.float16ToFloat(rest.getShort()), output);
        case FP32 -> writeFloat(json, rest.getFloat(), output);
        case FP64 -> writeDouble(json, rest.getDouble(), output);
        case BYTES -> writeText(json, rest, output);
      }
    }
  }

  private static void writeFloat(JsonGenerator json, float value, Tensor output)
      throws IOException {
    if (!Float.isFinite(value)) {
      throw notJson(output, String.valueOf(value));
    }
    json.writeNumber(value);
  }

  private static void writeDouble(JsonGenerator json, double value, Tensor output)
      throws IOException {
    if (!Double.isFinite(value)) {
      throw notJson(output, String.valueOf(value));
    }
    json.writeNumber(value);
  }

  private static void writeText(JsonGenerator json, ByteBuffer rest, Tensor output)
      throws IOException {
    int length = rest.getInt();
    ByteBuffer text = rest.slice(rest.position(), length);
    rest.position(rest.position() + length);
    try {
      json.writeString(StandardCharsets.UTF_8.newDecoder().decode(text).toString());
    } catch (CharacterCodingException e) {
      throw notJson(output, "bytes that are not text");
    }
  }

  private static Refusal notJson(Tensor output, String value) {
    return Refusal.malformed(
        "The output '%s' has %s (%s), which JSON can't say: ask for it with binary_data."
            .formatted(output.name(), value, output.datatype()));
  }
}
