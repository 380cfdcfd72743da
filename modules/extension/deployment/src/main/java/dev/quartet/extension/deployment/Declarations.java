package dev.quartet.extension.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartet.extension.Description;
import dev.quartet.extension.EnvironmentVariable;
import dev.quartet.extension.Permission;
import dev.quartet.extension.Resources;
import dev.quartet.extension.S3Trigger;
import dev.quartet.extension.Sample;
import dev.quartet.extension.ScheduleTrigger;
import dev.quartet.extension.SqsTrigger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** The annotations beside a {@code @Funq} method, held to what AWS takes. */
final class Declarations {

  /** Every annotation that means nothing without {@code @Funq}. */
  static final List<Class<?>> TYPES =
      List.of(
          Description.class,
          Resources.class,
          Sample.class,
          EnvironmentVariable.class,
          EnvironmentVariable.List.class,
          Permission.class,
          Permission.List.class,
          SqsTrigger.class,
          ScheduleTrigger.class,
          ScheduleTrigger.List.class,
          S3Trigger.class,
          S3Trigger.List.class);

  /** Lambda's rule for the name of a variable. */
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

  /** Set by Lambda, by Quartet or by the target. */
  private static final Pattern RESERVED_VARIABLE =
      Pattern.compile(
          "(AWS_|LAMBDA_).*|QUARTET_FUNCTION|JAVA_TOOL_OPTIONS|DISABLE_SIGNAL_HANDLERS");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
  private static final Set<String> PLACEHOLDERS =
      Set.of("partition", "region", "account", "bucket", "table");

  private final IndexView index;
  private final MethodInfo method;
  private final Consumer<String> complain;

  Declarations(IndexView index, MethodInfo method, Consumer<String> complain) {
    this.index = index;
    this.method = method;
    this.complain = complain;
  }

  /** All annotations of that type, which may be repeatable. */
  List<AnnotationInstance> all(Class<?> annotation) {
    return method.declaredAnnotationsWithRepeatable(DotName.createSimple(annotation), index);
  }

  /** The value of a member, its default where none is given. */
  AnnotationValue value(AnnotationInstance annotation, String member) {
    return annotation.valueWithDefault(index, member);
  }

  /** A whole number in a range. */
  int whole(AnnotationInstance annotation, String member, int least, int most) {
    int value = value(annotation, member).asInt();
    if (value < least || value > most) {
      complain("%s is %d, and must be from %d to %d.".formatted(member, value, least, most));
    }
    return value;
  }

  /**
   * An input of the function, held to its schema.
   *
   * @param where what declares it, for the complaint
   * @param text the input as JSON
   */
  JsonNode input(String where, String text, JsonNode schema) {
    try {
      JsonNode value = JSON.readTree(text);
      List<String> broken = new SchemaRules(schema).brokenBy(value);
      if (!broken.isEmpty()) {
        complain("%s is no input of the function: %s.".formatted(where, String.join("; ", broken)));
      }
      return value;
    } catch (JsonProcessingException e) {
      complain("%s is not JSON: %s.".formatted(where, e.getOriginalMessage()));
      return JsonNodeFactory.instance.objectNode();
    }
  }

  void complain(String complaint) {
    complain.accept(complaint);
  }

  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (AnnotationInstance variable : all(EnvironmentVariable.class)) {
      String name = variable.value("name").asString();
      if (!VARIABLE.matcher(name).matches()) {
        complain(
            "the variable '%s' is none that Lambda takes: two or more letters, digits and '_', a letter first."
                .formatted(name));
      } else if (RESERVED_VARIABLE.matcher(name).matches()) {
        complain(
            "the variable %s is set by Lambda or by Quartet. Use another name.".formatted(name));
      } else if (variables.put(name, variable.value("value").asString()) != null) {
        complain("the variable %s is there twice.".formatted(name));
      }
    }
    return variables;
  }

  List<Grant> permissions() {
    return all(Permission.class).stream().map(this::grant).toList();
  }

  private Grant grant(AnnotationInstance permission) {
    List<String> actions = Arrays.asList(permission.value("actions").asStringArray());
    List<String> resources = Arrays.asList(permission.value("resources").asStringArray());
    if (actions.isEmpty() || resources.isEmpty()) {
      complain("@Permission needs an action and a resource at least.");
    }
    for (String action : actions) {
      if (!ACTION.matcher(action).matches()) {
        complain("the action '%s' must be one action, such as s3:PutObject.".formatted(action));
      }
    }
    resources.forEach(this::checkResource);
    return new Grant(actions, resources);
  }

  private void checkResource(String resource) {
    if (!resource.startsWith("arn:")) {
      complain(
          "the resource '%s' must be an ARN, such as arn:${partition}:s3:::${bucket}/*."
              .formatted(resource));
    }
    PLACEHOLDER
        .matcher(resource)
        .results()
        .map(match -> match.group(1))
        .filter(name -> !PLACEHOLDERS.contains(name))
        .forEach(
            name ->
                complain(
                    "the resource '%s' has ${%s}, and only ${%s} are known."
                        .formatted(
                            resource,
                            name,
                            String.join("}, ${", PLACEHOLDERS.stream().sorted().toList()))));
  }
}
