package dev.quartet.extension.call;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a function's input strictly: numbers only from numbers, nothing after the value, nothing
 * null in a primitive. Jackson's messages name Java classes, so each failure is told anew in JSON's
 * words.
 */
final class JsonInput {

  private static final String TOO_LONG = "a number, a name or the nesting is too long";

  private final ObjectReader reader;
  private final @Nullable FloatVector vector;

  JsonInput(ObjectMapper strict, Type type) {
    JavaType constructed = strict.constructType(type);
    this.reader = strict.readerFor(constructed);
    this.vector = FloatVector.of(strict, constructed).orElse(null);
  }

  /** The application's mapper, made strict for inputs. */
  static ObjectMapper strict(ObjectMapper application) {
    ObjectMapper mapper = application.copy();
    mapper.getFactory().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER.mappedFeature());
    mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    CoercionAction fail = CoercionAction.Fail;
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, fail)
        .setCoercion(CoercionInputShape.Float, fail)
        .setCoercion(CoercionInputShape.Boolean, fail);
    return mapper
        .registerModule(new FiniteNumbers())
        .registerModule(new TextAlone())
        .addHandler(new WrongType.Handler())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /**
   * @throws CallFailed when the bytes are no JSON or don't fit the type
   */
  Object read(byte[] json) {
    @Nullable Object read = vector == null ? null : vector.read(json);
    return read == null ? readByTokens(json) : read;
  }

  private Object readByTokens(byte[] json) {
    if (isBlank(json)) {
      throw nothing();
    }
    try {
      return notNull(reader.readValue(json));
    } catch (IOException e) {
      throw new CallFailed(told(e));
    }
  }

  /**
   * @throws CallFailed when the JSON does not fit the type, or is {@link JsonNode#isMissingNode
   *     missing}
   */
  Object read(JsonNode json) {
    if (json.isMissingNode()) {
      throw nothing();
    }
    try {
      return notNull(reader.readValue(json));
    } catch (IOException e) {
      throw new CallFailed(told(e));
    }
  }

  private static CallFailed nothing() {
    return new CallFailed(CallError.malformed("", "expected JSON, got nothing"));
  }

  private static Object notNull(@Nullable Object input) {
    if (input == null) {
      throw new CallFailed(CallError.malformed("", "expected a JSON value, got null"));
    }
    return input;
  }

  private static CallError told(IOException failure) {
    String pointer = failure instanceof JsonMappingException mapping ? pointer(mapping) : "";
    return switch (failure) {
      case NotFinite _ -> CallError.invalid(pointer, "expected a finite number");
      case WrongType wrong ->
          CallError.malformed(
              pointer,
              "expected %s, got %s"
                  .formatted(JsonTypes.nameOf(wrong.expected()), JsonTypes.nameOf(wrong.token())));
      case MismatchedInputException mismatch when mismatch.getPath().isEmpty() ->
          CallError.malformed("", expected(mismatch.getTargetType()) + " and nothing after it");
      case MismatchedInputException mismatch ->
          CallError.malformed(pointer, expected(mismatch.getTargetType()));
      case StreamConstraintsException _ -> CallError.malformed(pointer, TOO_LONG);
      case JsonMappingException mapping
          when mapping.getCause() instanceof JsonParseException parse ->
          CallError.notJson(parse);
      case JsonMappingException mapping
          when mapping.getCause() instanceof StreamConstraintsException ->
          CallError.malformed(pointer, TOO_LONG);
      case JsonMappingException _ ->
          CallError.malformed(pointer, "the value does not fit what the function takes");
      default -> CallError.notJson(failure);
    };
  }

  private static boolean isBlank(byte[] json) {
    for (byte character : json) {
      if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String pointer(JsonMappingException failure) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      pointer.append('/');
      if (step.getFieldName() == null) {
        pointer.append(step.getIndex());
      } else {
        pointer.append(Pointers.escaped(step.getFieldName()));
      }
    }
    return pointer.toString();
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "expected another type";
    }
    return "expected " + JsonTypes.nameOf(type);
  }

  /** What JSON calls the things that Java calls by class. */
  private static final class JsonTypes {

    static String nameOf(Class<?> type) {
      if (type == String.class || type == char.class || type == Character.class) {
        return "a string";
      }
      if (type == boolean.class || type == Boolean.class) {
        return "true or false";
      }
      if (List.of(float.class, double.class, Float.class, Double.class).contains(type)
          || type == BigDecimal.class) {
        return "a number";
      }
      if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
        return "an integer in its range";
      }
      if (type.isArray()) {
        return "an array, each item " + nameOf(type.getComponentType());
      }
      if (Collection.class.isAssignableFrom(type)) {
        return "an array";
      }
      if (type.isEnum()) {
        return "one of " + List.of(type.getEnumConstants());
      }
      if (type.isRecord() || Map.class.isAssignableFrom(type)) {
        return "an object";
      }
      return "a value of another form";
    }

    static String nameOf(JsonToken token) {
      return switch (token) {
        case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
        case START_ARRAY, END_ARRAY -> "an array";
        case VALUE_STRING -> "a string";
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
        case VALUE_TRUE, VALUE_FALSE -> "a boolean";
        case VALUE_NULL -> "null";
        default -> "something else";
      };
    }

    private JsonTypes() {}
  }
}
