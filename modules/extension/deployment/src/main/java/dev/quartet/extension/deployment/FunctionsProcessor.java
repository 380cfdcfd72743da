package dev.quartet.extension.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.deployment.FunctionBuildItem;
import java.util.Comparator;
import java.util.List;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/** Describes the functions that Funqy found. */
final class FunctionsProcessor {

  private static final DotName UNI = DotName.createSimple("io.smallrye.mutiny.Uni");

  /** The path that describes all functions. */
  private static final String LIST = "functions";

  private static final DotName CONTEXT = DotName.createSimple(Context.class);

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem("quartet");
  }

  @BuildStep
  FunctionDescriptionsBuildItem describe(
      List<FunctionBuildItem> functions, CombinedIndexBuildItem index) {
    return new FunctionDescriptionsBuildItem(
        functions.stream()
            .map(function -> description(function, index.getIndex()))
            .sorted(Comparator.comparing(FunctionDescription::name))
            .toList());
  }

  private static FunctionDescription description(FunctionBuildItem function, IndexView index) {
    MethodInfo method = methodOf(function, index);
    JsonSchemas schemas = new JsonSchemas(index);
    @Nullable Type input =
        method.parameters().stream()
            .filter(parameter -> !parameter.hasAnnotation(CONTEXT))
            .map(parameter -> parameter.type())
            .findFirst()
            .orElse(null);
    Type output =
        method.returnType().name().equals(UNI)
            ? method.returnType().asParameterizedType().arguments().getFirst()
            : method.returnType();
    @Nullable String given = function.getFunctionName();
    String name = given == null ? function.getMethodName() : given;
    if (name.equals(LIST)) {
      throw new IllegalStateException(
          "%s.%s: a function can't be named '%s', which lists the functions. Name it by @Funq(\"…\")."
              .formatted(function.getClassName(), function.getMethodName(), LIST));
    }
    return new FunctionDescription(
        name,
        input == null ? null : schemas.of(input),
        isNothing(output) ? null : schemas.of(output));
  }

  private static MethodInfo methodOf(FunctionBuildItem function, IndexView index) {
    return index.getClassByName(function.getClassName()).methods().stream()
        .filter(method -> method.name().equals(function.getMethodName()))
        .filter(method -> method.descriptor().equals(function.getDescriptor()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isNothing(Type type) {
    return type.kind() == Type.Kind.VOID || type.name().toString().equals("java.lang.Void");
  }
}
