package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.extension.Description;
import dev.quartet.extension.Resources;
import dev.quartet.extension.Sample;
import io.quarkus.funqy.Context;
import io.smallrye.common.annotation.NonBlocking;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/** Reads one {@code @Funq} method with what its author declared beside it. */
final class FunctionReader {

  private static final DotName UNI = DotName.createSimple("io.smallrye.mutiny.Uni");
  private static final DotName NON_BLOCKING = DotName.createSimple(NonBlocking.class);
  private static final DotName CONTEXT = DotName.createSimple(Context.class);
  private static final DotName DESCRIPTION = DotName.createSimple(Description.class);
  private static final DotName RESOURCES = DotName.createSimple(Resources.class);
  private static final DotName SAMPLE = DotName.createSimple(Sample.class);

  /**
   * Results of other libraries that look like one to wait for, and that Funqy does not wait for.
   */
  private static final Set<String> OTHER_ASYNCHRONOUS =
      Set.of(
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.Future",
          "io.smallrye.mutiny.Multi",
          "io.vertx.core.Future",
          "org.reactivestreams.Publisher",
          "java.util.concurrent.Flow$Publisher");

  /** What Lambda takes as a function's name; all of it is safe in a path too. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  /** Paths of Quartet and Quarkus. */
  private static final Set<String> TAKEN = Set.of("functions", "q", "v2");

  private final IndexView index;
  private final MethodInfo method;
  private final String name;
  private final List<String> complaints = new ArrayList<>();

  FunctionReader(IndexView index, MethodInfo method, String name) {
    this.index = index;
    this.method = method;
    this.name = name;
  }

  /** What can't work, each with class and method; filled by {@link #read}. */
  List<String> complaints() {
    return complaints;
  }

  /** The description; only to be used when there are no {@link #complaints}. */
  FunctionDescription read() {
    checkName();
    checkCallable();
    @Nullable JsonNode input = input();
    @Nullable JsonNode output = output();
    Declarations declared = new Declarations(index, method, this::complain);
    @Nullable AnnotationInstance description = method.declaredAnnotation(DESCRIPTION);
    @Nullable AnnotationInstance resources = method.declaredAnnotation(RESOURCES);
    List<Trigger> triggers = new ArrayList<>();
    triggers.add(new Trigger.Http("/" + name));
    triggers.add(new Trigger.Direct());
    triggers.addAll(new DeclaredTriggers(declared, input).read());
    return new FunctionDescription(
        name,
        description == null ? null : description.value().asString(),
        input,
        output,
        sample(declared, input, triggers),
        resources == null
            ? Resources.DEFAULT_MEMORY_MEGABYTES
            : declared.whole(resources, "memoryMegabytes", 128, 10_240),
        resources == null
            ? Resources.DEFAULT_TIMEOUT_SECONDS
            : declared.whole(resources, "timeoutSeconds", 1, 900),
        declared.environment(),
        declared.permissions(),
        List.copyOf(triggers),
        method.hasDeclaredAnnotation(NON_BLOCKING));
  }

  private void complain(String complaint) {
    complaints.add("%s.%s: %s".formatted(method.declaringClass().name(), method.name(), complaint));
  }

  private void checkName() {
    if (TAKEN.contains(name)) {
      complain(
          "the path /%s is Quartet's own. Name the function otherwise, by @Funq(\"…\")."
              .formatted(name));
    } else if (!NAME.matcher(name).matches()) {
      complain(
          "the name '%s' is none that Lambda takes: 1 to 64 letters, digits, '-' and '_'."
              .formatted(name));
    }
  }

  private void checkCallable() {
    ClassInfo owner = method.declaringClass();
    if (!Modifier.isPublic(method.flags()) || Modifier.isStatic(method.flags())) {
      complain("a function is a public method that is not static.");
    }
    if (!Modifier.isPublic(owner.flags())) {
      complain("the class of a function must be public, or it can't be called.");
    }
    if (owner.isInterface() || Modifier.isAbstract(owner.flags())) {
      complain("the class of a function must not be abstract: nothing could make its object.");
    }
  }

  private @Nullable JsonNode input() {
    List<MethodParameterInfo> inputs =
        method.parameters().stream().filter(each -> !each.hasAnnotation(CONTEXT)).toList();
    if (inputs.size() > 1) {
      complain(
          "it takes %d inputs, and a function takes one at most. Put them into one record."
              .formatted(inputs.size()));
    }
    return inputs.isEmpty() ? null : schema(inputs.getFirst().type(), "the input");
  }

  private @Nullable JsonNode output() {
    Type type = method.returnType();
    if (type.name().equals(UNI)) {
      if (type.kind() != Type.Kind.PARAMETERIZED_TYPE) {
        complain("Uni must say of what, such as Uni<String>.");
        return null;
      }
      type = type.asParameterizedType().arguments().getFirst();
    }
    String typeName = type.name().toString();
    if (OTHER_ASYNCHRONOUS.contains(typeName)) {
      complain("it answers a %s, which nobody waits for. Answer a Uni.".formatted(typeName));
      return null;
    }
    boolean nothing = type.kind() == Type.Kind.VOID || typeName.equals("java.lang.Void");
    return nothing ? null : schema(type, "the output");
  }

  private JsonNode schema(Type type, String side) {
    return new JsonSchemas(
            index,
            (path, problem) ->
                complain(side + (path.isEmpty() ? "" : " at " + path) + " " + problem))
        .of(type);
  }

  private @Nullable JsonNode sample(
      Declarations declared, @Nullable JsonNode input, List<Trigger> triggers) {
    @Nullable AnnotationInstance given = method.declaredAnnotation(SAMPLE);
    if (input == null) {
      if (given != null) {
        complain("@Sample has an input for a function that takes none. Leave it out.");
      }
      return null;
    }
    if (given != null) {
      return declared.input("@Sample", given.value().asString(), input);
    }
    JsonNode made =
        triggers.stream().anyMatch(Trigger.S3.class::isInstance)
            ? DeclaredTriggers.objectEvent()
            : Samples.of(input);
    if (complaints.isEmpty()) {
      List<String> broken = new SchemaRules(input).brokenBy(made);
      if (!broken.isEmpty()) {
        complain(
            "no sample input can be made: %s. Declare one with @Sample."
                .formatted(String.join("; ", broken)));
      }
    }
    return made;
  }
}
