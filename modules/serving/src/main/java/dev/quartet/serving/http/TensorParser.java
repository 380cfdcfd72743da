package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import dev.quartet.extension.call.FloatText;
import dev.quartet.serving.protocol.Contents;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's parser, which can read the floats of an array without tokens: half of the time of a
 * request in JSON would be spent on those.
 */
final class TensorParser extends UTF8StreamJsonParser {

  TensorParser(
      IOContext context,
      int features,
      @Nullable ObjectCodec codec,
      ByteQuadsCanonicalizer names,
      byte[] text,
      int start,
      int end) {
    super(context, features, null, codec, names, text, start, end, 0, false);
  }

  /**
   * Reads all items of the array whose start the parser is at, so that its end comes next.
   *
   * @param contents takes the floats
   * @param most how many there may be
   * @return how many there were; -1 if the array is empty, has something else in it, or more than
   *     may be, and is still to be read
   */
  int readFloats(Contents contents, int most) {
    if (currentToken() != JsonToken.START_ARRAY) {
      return -1;
    }
    int size = contents.size();
    int next = _inputPtr;
    int count = 0;
    byte separator = ',';
    while (separator == ',') {
      next = afterSpace(next);
      long parsed = next < _inputEnd ? FloatText.parse(_inputBuffer, next) : FloatText.NONE;
      if (parsed == FloatText.NONE || count == most) {
        contents.cut(size);
        return -1;
      }
      contents.room(Float.BYTES).putFloat(FloatText.value(parsed));
      count++;
      next = afterSpace(FloatText.end(parsed));
      // What follows the JSON is no part of it, even if it reads like it.
      separator = next < _inputEnd ? _inputBuffer[next++] : 0;
    }
    if (separator != ']') {
      contents.cut(size);
      return -1;
    }
    _inputPtr = next - 1;
    return count;
  }

  /** Lines are counted by the parser alone, so an array of several is left to it. */
  private int afterSpace(int from) {
    int next = from;
    while (next < _inputEnd && (_inputBuffer[next] == ' ' || _inputBuffer[next] == '\t')) {
      next++;
    }
    return next;
  }
}
