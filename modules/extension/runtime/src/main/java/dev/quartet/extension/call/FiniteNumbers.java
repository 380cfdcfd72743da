package dev.quartet.extension.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads float and double only from JSON numbers that are finite in that type. By itself Jackson
 * takes {@code "NaN"} from a string, and Infinity from {@code 1e999}.
 */
final class FiniteNumbers extends SimpleModule {

  private static final int FIRST_CAPACITY = 128;

  FiniteNumbers() {
    super("finite-numbers");
    addDeserializer(float[].class, new FloatArray());
    addDeserializer(double[].class, new DoubleArray());
    addDeserializer(float.class, new FloatValue(float.class));
    addDeserializer(Float.class, new FloatValue(Float.class));
    addDeserializer(double.class, new DoubleValue(double.class));
    addDeserializer(Double.class, new DoubleValue(Double.class));
  }

  private static float floatValue(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return (float) context.handleUnexpectedToken(float.class, parser);
    }
    float value = parser.getFloatValue();
    if (!Float.isFinite(value)) {
      throw new NotFinite(parser);
    }
    return value;
  }

  private static double doubleValue(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return (double) context.handleUnexpectedToken(double.class, parser);
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new NotFinite(parser);
    }
    return value;
  }

  static final class FloatArray extends StdDeserializer<float[]> {

    FloatArray() {
      super(float[].class);
    }

    @Override
    public float[] deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.isExpectedStartArrayToken()) {
        return (float[]) context.handleUnexpectedToken(float[].class, parser);
      }
      float[] values = new float[FIRST_CAPACITY];
      int length = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (length == values.length) {
          values = Arrays.copyOf(values, 2 * length);
        }
        try {
          values[length] = floatValue(parser, context);
        } catch (IOException e) {
          throw JsonMappingException.wrapWithPath(e, values, length);
        }
        length++;
      }
      return length == values.length ? values : Arrays.copyOf(values, length);
    }
  }

  private static final class DoubleArray extends StdDeserializer<double[]> {

    DoubleArray() {
      super(double[].class);
    }

    @Override
    public double[] deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.isExpectedStartArrayToken()) {
        return (double[]) context.handleUnexpectedToken(double[].class, parser);
      }
      double[] values = new double[FIRST_CAPACITY];
      int length = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (length == values.length) {
          values = Arrays.copyOf(values, 2 * length);
        }
        try {
          values[length] = doubleValue(parser, context);
        } catch (IOException e) {
          throw JsonMappingException.wrapWithPath(e, values, length);
        }
        length++;
      }
      return length == values.length ? values : Arrays.copyOf(values, length);
    }
  }

  private static final class FloatValue extends StdDeserializer<Float> {

    FloatValue(Class<Float> type) {
      super(type);
    }

    @Override
    public Float deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return floatValue(parser, context);
    }

    @Override
    public @Nullable Float getNullValue(DeserializationContext context)
        throws JsonMappingException {
      return handledType().isPrimitive()
          ? context.reportInputMismatch(this, "null for a number")
          : null;
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context)
        throws JsonMappingException {
      return getNullValue(context);
    }
  }

  private static final class DoubleValue extends StdDeserializer<Double> {

    DoubleValue(Class<Double> type) {
      super(type);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return doubleValue(parser, context);
    }

    @Override
    public @Nullable Double getNullValue(DeserializationContext context)
        throws JsonMappingException {
      return handledType().isPrimitive()
          ? context.reportInputMismatch(this, "null for a number")
          : null;
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context)
        throws JsonMappingException {
      return getNullValue(context);
    }
  }
}
