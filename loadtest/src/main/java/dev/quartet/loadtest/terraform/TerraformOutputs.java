package dev.quartet.loadtest.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Architecture;
import dev.quartet.loadtest.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code terraform output -json} says of the arms, by its output {@code comparison}.
 *
 * @param region where they are
 * @param arms in the order of the output
 * @param loadGenerator null when none was asked for
 */
public record TerraformOutputs(
    String region, List<ProvisionedArm> arms, @Nullable LoadGeneratorTask loadGenerator) {
  private static final int VERSION = 1;
  private static final Duration ANSWER = Duration.ofMinutes(2);

  /**
   * Asks Terraform, or reads what it answered before.
   *
   * @param place the folder where it was applied, or a file with the answer of {@code terraform
   *     output -json}
   * @throws IOException when terraform is missing or fails, or its output has another shape
   */
  public static TerraformOutputs of(Path place) throws IOException, InterruptedException {
    return parse(Files.isRegularFile(place) ? Files.readString(place) : answerIn(place));
  }

  private static String answerIn(Path folder) throws IOException, InterruptedException {
    Path terraform =
        Command.onPath("terraform")
            .orElseThrow(
                () -> new IOException("terraform is missing: install it, or put it on the PATH"));
    Command.Result result =
        Command.answer(
            List.of(terraform.toString(), "-chdir=" + folder, "output", "-json", "-no-color"),
            ANSWER);
    if (!result.succeeded()) {
      throw new IOException("terraform output failed in " + folder + "; its own words are above");
    }
    return result.output();
  }

  /**
   * @param json as {@code terraform output -json} writes it
   * @throws IOException when it has another shape; the message names the member
   */
  public static TerraformOutputs parse(String json) throws IOException {
    JsonNode comparison;
    try {
      comparison = new ObjectMapper().readTree(json).path("comparison").path("value");
    } catch (JsonProcessingException e) {
      throw new IOException("terraform output is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!comparison.isObject()) {
      throw new IOException(
          "terraform output has no output 'comparison': apply first, and take the root module's outputs");
    }
    int version = comparison.path("schema_version").asInt(-1);
    if (version != VERSION) {
      throw new IOException("comparison.schema_version must be " + VERSION + ", was " + version);
    }
    List<ProvisionedArm> arms = new ArrayList<>();
    for (Map.Entry<String, JsonNode> arm : comparison.path("arms").properties()) {
      arms.add(arm(arm.getKey(), arm.getValue()));
    }
    JsonNode load = comparison.path("load_generator");
    return new TerraformOutputs(
        text(comparison, "comparison.", "region"),
        arms,
        load.isObject() ? loadGenerator(load) : null);
  }

  private static ProvisionedArm arm(String name, JsonNode arm) throws IOException {
    String at = "comparison.arms." + name + ".";
    Hosting hosting =
        switch (text(arm, at, "kind")) {
          case "lambda" -> Hosting.LAMBDA;
          case "container" -> Hosting.FARGATE;
          default -> throw new IOException(at + "kind must be lambda or container");
        };
    int taskMegabytes = arm.path("memory_megabytes").asInt(0);
    List<ProvisionedArm.Function> functions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> function : arm.path("functions").properties()) {
      JsonNode members = function.getValue();
      functions.add(
          new ProvisionedArm.Function(
              function.getKey(),
              textOrNull(members, "url"),
              members.path("url_authorization").asText("NONE"),
              textOrNull(members, "http_api_url"),
              members.path("memory_megabytes").asInt(taskMegabytes),
              textOrNull(members, "function_name"),
              textOrNull(members, "qualifier"),
              textOrNull(members, "log_group_name"),
              members.path("provisioned_concurrency").asInt(0)));
    }
    return new ProvisionedArm(
        name,
        hosting,
        architecture(arm, at),
        arm.path("vcpus").asDouble(0),
        taskMegabytes,
        arm.path("minimum_tasks").asInt(1),
        arm.path("maximum_tasks").asInt(1),
        textOrNull(arm, "cluster_name"),
        textOrNull(arm, "service_name"),
        functions);
  }

  private static Architecture architecture(JsonNode node, String at) throws IOException {
    return switch (text(node, at, "architecture")) {
      case "x86_64" -> Architecture.X86;
      case "arm64" -> Architecture.ARM;
      default -> throw new IOException(at + "architecture must be x86_64 or arm64");
    };
  }

  private static LoadGeneratorTask loadGenerator(JsonNode load) throws IOException {
    String at = "comparison.load_generator.";
    return new LoadGeneratorTask(
        text(load, at, "cluster_arn"),
        text(load, at, "task_definition_arn"),
        text(load, at, "container_name"),
        architecture(load, at),
        load.path("vcpus").asDouble(0),
        load.path("memory_megabytes").asInt(0),
        texts(load.path("subnet_ids")),
        texts(load.path("security_group_ids")),
        load.path("assign_public_ip").asBoolean(false),
        text(load, at, "results_bucket"),
        text(load, at, "results_prefix"));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static @Nullable String textOrNull(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isTextual() ? value.asText() : null;
  }

  private static String text(JsonNode node, String at, String member) throws IOException {
    JsonNode value = node.path(member);
    if (!value.isTextual()) {
      throw new IOException(at + member + " is missing in terraform output");
    }
    return value.asText();
  }
}
