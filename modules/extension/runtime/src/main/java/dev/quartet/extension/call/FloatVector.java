package dev.quartet.extension.call;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializer;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record whose only component is a {@code float[]} from bytes of the form {@code
 * {"name":[…]}} in one pass, without tokens. Such is the input of most models, and Jackson's way
 * takes three times as long. What has another form in any way is left to Jackson, which knows what
 * to answer. Safe for concurrent use.
 */
final class FloatVector {

  private final Constructor<?> constructor;
  private final byte[] quotedName;

  /** How long the last vector was: the next one of this function most likely is as long. */
  private int lastLength = 16;

  private FloatVector(Constructor<?> constructor, String name) {
    this.constructor = constructor;
    this.quotedName = ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
  }

  /** For a type that can be read so. */
  static Optional<FloatVector> of(ObjectMapper mapper, JavaType type) {
    Class<?> record = type.getRawClass();
    if (!record.isRecord() || record.getDeclaredConstructors().length != 1) {
      return Optional.empty();
    }
    BeanDescription described = mapper.getDeserializationConfig().introspect(type);
    List<BeanPropertyDefinition> properties = described.findProperties();
    Constructor<?> constructor = record.getDeclaredConstructors()[0];
    if (properties.size() != 1
        || properties.getFirst().getRawPrimaryType() != float[].class
        || !isReadPlainly(mapper, type, constructor)
        || !Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {float[].class})
        || constructor.isAnnotationPresent(JsonCreator.class)) {
      return Optional.empty();
    }
    String name = properties.getFirst().getName();
    boolean plain = name.chars().allMatch(each -> each >= ' ' && each != '"' && each != '\\');
    constructor.setAccessible(true);
    return plain ? Optional.of(new FloatVector(constructor, name)) : Optional.empty();
  }

  /**
   * Whether Jackson too would read the record by its constructor and the vector as finite numbers:
   * annotations and mix-ins may have put something else in the place of each.
   */
  private static boolean isReadPlainly(
      ObjectMapper mapper, JavaType type, Constructor<?> constructor) {
    DeserializationContext context =
        ((DefaultDeserializationContext) mapper.getDeserializationContext())
            .createDummyInstance(mapper.getDeserializationConfig());
    try {
      if (!(context.findRootValueDeserializer(type) instanceof BeanDeserializer bean)
          || !(bean.getValueInstantiator().getWithArgsCreator()
              instanceof AnnotatedConstructor creator)
          || !creator.getAnnotated().equals(constructor)) {
        return false;
      }
      Iterator<SettableBeanProperty> properties = bean.creatorProperties();
      return properties.hasNext()
          && FiniteNumbers.FloatArray.class.isInstance(properties.next().getValueDeserializer());
    } catch (JsonMappingException e) {
      // What Jackson can't read, it tells when it is asked to.
      return false;
    }
  }

  /** The record, or {@code null} when the bytes have any other form. */
  @Nullable Object read(byte[] json) {
    float @Nullable [] values = new Scan(json).vector();
    if (values == null) {
      return null;
    }
    try {
      return constructor.newInstance((Object) values);
    } catch (InvocationTargetException e) {
      // What a record's constructor refuses, Jackson tells.
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " can't be called", e);
    }
  }

  /** One pass over one body. */
  private final class Scan {

    private final byte[] json;
    private int at;

    Scan(byte[] json) {
      this.json = json;
    }

    float @Nullable [] vector() {
      if (!skip('{') || !name() || !skip(':') || !skip('[')) {
        return null;
      }
      float[] values = new float[lastLength];
      int length = 0;
      byte separator = ',';
      int next = at;
      while (separator == ',') {
        // Asked before the call, which a native executable makes in earnest for each number.
        if (next < json.length && json[next] <= ' ') {
          next = afterSpace(next);
        }
        long parsed = FloatText.parse(json, next);
        if (parsed == FloatText.NONE) {
          return null;
        }
        if (length == values.length) {
          values = Arrays.copyOf(values, 2 * length);
        }
        values[length++] = FloatText.value(parsed);
        next = FloatText.end(parsed);
        if (next < json.length && json[next] <= ' ') {
          next = afterSpace(next);
        }
        if (next == json.length) {
          return null;
        }
        separator = json[next++];
      }
      at = next;
      if (separator != ']' || !skip('}') || afterSpace(at) != json.length) {
        return null;
      }
      lastLength = length;
      return length == values.length ? values : Arrays.copyOf(values, length);
    }

    private boolean name() {
      int start = afterSpace(at);
      at = start + quotedName.length;
      return at <= json.length && Arrays.equals(json, start, at, quotedName, 0, quotedName.length);
    }

    private boolean skip(char expected) {
      at = afterSpace(at);
      return at < json.length && json[at++] == expected;
    }

    private int afterSpace(int from) {
      int next = from;
      while (next < json.length
          && json[next] <= ' '
          && (json[next] == ' '
              || json[next] == '\n'
              || json[next] == '\r'
              || json[next] == '\t')) {
        next++;
      }
      return next;
    }
  }
}
