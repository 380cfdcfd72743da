package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A native image ignores what the metadata names in vain, and ONNX Runtime then ends the process at
 * its first look-up: better to notice here when a new version has moved something.
 */
class NativeImageMetadataTest {

  private static final String METADATA =
      "META-INF/native-image/dev.quartet/quartet-inference/reachability-metadata.json";

  @Test
  void everyConstructorThatTheNativeCodeCallsExists() throws Exception {
    int constructors = 0;
    for (JsonNode entry : metadata().get("reflection")) {
      assertThat(entry.get("jniAccessible").asBoolean()).as("%s", entry).isTrue();
      Class<?> type = type(entry.get("type").asText());
      for (JsonNode method : entry.path("methods")) {
        assertThat(method.get("name").asText()).isEqualTo("<init>");
        List<Class<?>> parameters = new ArrayList<>();
        for (JsonNode parameter : method.get("parameterTypes")) {
          parameters.add(type(parameter.asText()));
        }
        assertThat(type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new))).isNotNull();
        constructors++;
      }
    }
    assertThat(constructors).isEqualTo(11);
  }

  private static JsonNode metadata() throws IOException {
    try (InputStream stream =
        NativeImageMetadataTest.class.getClassLoader().getResourceAsStream(METADATA)) {
      return new ObjectMapper().readTree(stream);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    if (name.endsWith("[]")) {
      return type(name.substring(0, name.length() - 2)).arrayType();
    }
    return switch (name) {
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      default -> Class.forName(name, false, NativeImageMetadataTest.class.getClassLoader());
    };
  }
}
