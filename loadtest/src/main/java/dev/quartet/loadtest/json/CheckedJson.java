package dev.quartet.loadtest.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** A JSON document that is held to its schema before it is read. */
public final class CheckedJson {
  private CheckedJson() {}

  /**
   * Reads {@code document}.
   *
   * @param what names the document in errors
   * @param schema the schema's name under {@code /dev/quartet/loadtest/schemas}
   * @throws IOException when it is no JSON or doesn't fit; the message names the place
   */
  public static <T> T read(String what, byte[] document, String schema, Class<T> type)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode node;
    try {
      node = json.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IOException(what + " is no JSON: " + e.getOriginalMessage(), e);
    }
    Set<ValidationMessage> problems = schema(schema).validate(node);
    if (!problems.isEmpty()) {
      throw new IOException(what + ": " + problems.iterator().next().getMessage());
    }
    return json.treeToValue(node, type);
  }

  /** The schema of that name. */
  public static JsonSchema schema(String name) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(new ObjectMapper().readTree(resource("/dev/quartet/loadtest/schemas/" + name)));
  }

  /** A file of this program. */
  public static byte[] resource(String name) throws IOException {
    try (InputStream stream = CheckedJson.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(
            name + " is missing in the jar; build it again with ./mvnw package -pl loadtest");
      }
      return stream.readAllBytes();
    }
  }
}
