package dev.quartet.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Elements of {@link Datatype#BYTES} as ONNX Runtime's Java API takes and gives them: as strings,
 * which it hands over in Java's modified UTF-8. That has other bytes than UTF-8 for NUL and for
 * characters beyond U+FFFF, and none for what is not text. Such an input is refused. Such an output
 * would come out as something else, so a model that reads its bytes looks at it first.
 */
final class NativeText {

  private NativeText() {}

  /**
   * @throws BadTensors if an element would reach the model with other bytes than it has
   */
  static String[] read(Tensor tensor) {
    String[] texts = new String[tensor.elements()];
    List<byte[]> elements = tensor.bytesElements();
    for (int i = 0; i < texts.length; i++) {
      texts[i] = read(tensor.name(), i, elements.get(i));
    }
    return texts;
  }

  private static String read(String name, int index, byte[] element) {
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(element));
    } catch (CharacterCodingException e) {
      throw new BadTensors(
          name,
          "has bytes as element %d that are no UTF-8: ONNX Runtime for Java takes text alone"
              .formatted(index));
    }
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == 0 || Character.isSurrogate(character)) {
        throw new BadTensors(
            name,
            "has U+%04X in element %d: ONNX Runtime for Java takes characters from U+0001 to U+FFFF"
                .formatted(Character.codePointAt(text, i), index));
      }
    }
    return text.toString();
  }

  /**
   * The elements of an output, all of which it can hand over.
   *
   * @throws OrtException if ONNX Runtime fails
   */
  static List<byte[]> written(OnnxTensor tensor) throws OrtException {
    Object value = tensor.getValue();
    String[] texts =
        value instanceof String text ? new String[] {text} : OrtUtil.flattenString(value);
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
