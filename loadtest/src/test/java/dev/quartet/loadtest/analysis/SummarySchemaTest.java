package dev.quartet.loadtest.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/reference/summary.schema.json} to what is written. */
final class SummarySchemaTest {
  private static final Path PUBLISHED =
      Path.of(System.getProperty("quartet.root", "")).resolve("docs/reference/summary.schema.json");

  @Test
  void thePublishedSchemaIsThatOfASummary() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode schema = schema();
    if (Boolean.getBoolean("quartet.docs.write")) {
      Files.writeString(
          PUBLISHED, json.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n");
    }
    assertThat(json.readTree(PUBLISHED.toFile()))
        .as("write it again with -Dquartet.docs.write=true")
        .isEqualTo(schema);
  }

  private static JsonNode schema() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY));
    config
        .forFields()
        .withNullableCheck(
            field -> field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class))
        .withRequiredCheck(field -> true);
    ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(Summary.class);
    schema.put("title", "summary.json of a run of loadtest/compare");
    return schema;
  }
}
