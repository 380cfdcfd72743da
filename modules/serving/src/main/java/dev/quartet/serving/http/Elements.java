package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quartet.inference.Datatype;
import dev.quartet.serving.protocol.Contents;
import dev.quartet.serving.protocol.WholeNumbers;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Puts one element of JSON into a tensor's contents; no value is rounded to another type. */
@FunctionalInterface
interface Elements {

  Elements FLOATS = Elements::fp32;

  BigInteger UINT64_END = BigInteger.ONE.shiftLeft(Long.SIZE);

  /**
   * @param parser at the element
   * @return what was expected, if the element is something else; empty if it was put
   */
  String put(JsonParser parser, Contents contents) throws IOException;

  static Elements of(Datatype datatype) {
    return switch (datatype) {
      case BOOL -> Elements::bool;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> whole(datatype);
      case UINT64 -> Elements::uint64;
      case FP16 -> Elements::fp16;
      case FP32 -> FLOATS;
      case FP64 -> Elements::fp64;
      case BYTES -> Elements::bytes;
    };
  }

  private static String bool(JsonParser parser, Contents contents) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      return "true or false";
    }
    contents.room(1).put((byte) (token == JsonToken.VALUE_TRUE ? 1 : 0));
    return "";
  }

  private static Elements whole(Datatype datatype) {
    WholeNumbers numbers = WholeNumbers.of(datatype);
    String expected = numbers.expected();
    return (parser, contents) -> {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        return expected;
      }
      long value = parser.getLongValue();
      if (!numbers.has(value)) {
        return expected;
      }
      ByteBuffer room = contents.room(datatype.byteSize());
      switch (datatype.byteSize()) {
        case Byte.BYTES -> room.put((byte) value);
        case Short.BYTES -> room.putShort((short) value);
        case Integer.BYTES -> room.putInt((int) value);
        default -> room.putLong(value);
      }
      return "";
    };
  }

  private static String uint64(JsonParser parser, Contents contents) throws IOException {
    String expected = "a whole number from 0 to 18446744073709551615";
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return expected;
    }
    BigInteger value =
        parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? parser.getBigIntegerValue()
            : BigInteger.valueOf(parser.getLongValue());
    if (value.signum() < 0 || value.compareTo(UINT64_END) >= 0) {
      return expected;
    }
    contents.room(Long.BYTES).putLong(value.longValue());
    return "";
  }

  private static String fp16(JsonParser parser, Contents contents) throws IOException {
    String expected = "a finite number in the range of FP16, up to 65504";
    if (!isNumber(parser)) {
      return expected;
    }
    short value = Float.floatToFloat16(roundedToOdd(parser.getDoubleValue()));
    if (!Float.isFinite(Float.float16ToFloat(value))) {
      return expected;
    }
    contents.room(Short.BYTES).putShort(value);
    return "";
  }

  /**
   * The float that, rounded to a half once more, gives what rounding the double at once would give:
   * the one nearer to zero, with its last bit set if that was not exact.
   */
  private static float roundedToOdd(double value) {
    float nearest = (float) value;
    if (nearest == value || !Float.isFinite(nearest)) {
      return nearest;
    }
    float towardsZero =
        Math.abs((double) nearest) > Math.abs(value)
            ? Math.copySign(Math.nextDown(Math.abs(nearest)), nearest)
            : nearest;
    return Float.intBitsToFloat(Float.floatToRawIntBits(towardsZero) | 1);
  }

  private static String fp32(JsonParser parser, Contents contents) throws IOException {
    String expected = "a finite number in the range of FP32";
    if (!isNumber(parser)) {
      return expected;
    }
    float value = parser.getFloatValue();
    if (!Float.isFinite(value)) {
      return expected;
    }
    contents.room(Float.BYTES).putFloat(value);
    return "";
  }

  private static String fp64(JsonParser parser, Contents contents) throws IOException {
    String expected = "a finite number in the range of FP64";
    if (!isNumber(parser)) {
      return expected;
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      return expected;
    }
    contents.room(Double.BYTES).putDouble(value);
    return "";
  }

  private static String bytes(JsonParser parser, Contents contents) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return "a string";
    }
    ByteBuffer text;
    try {
      text =
          StandardCharsets.UTF_8
              .newEncoder()
              .encode(
                  CharBuffer.wrap(
                      parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()));
    } catch (CharacterCodingException e) {
      return "a string without half a surrogate pair";
    }
    contents.room(Integer.BYTES + text.remaining()).putInt(text.remaining()).put(text);
    return "";
  }

  private static boolean isNumber(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
  }
}
