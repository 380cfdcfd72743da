package dev.quartet.extension.deployment;

import io.quarkus.arc.deployment.BeanArchiveIndexBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.execannotations.ExecutionModelAnnotationsAllowedBuildItem;
import io.quarkus.funqy.Funq;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Finds and describes the functions, and ends the build when one can't work. */
final class FunctionsProcessor {

  private static final DotName FUNQ = DotName.createSimple(Funq.class);

  private static final DotName VIRTUAL_THREAD = DotName.createSimple(RunOnVirtualThread.class);

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem("quartet");
  }

  /** A function runs on a worker, or on the event loop if it says that it never blocks. */
  @BuildStep
  ExecutionModelAnnotationsAllowedBuildItem mayBeNonBlocking() {
    return new ExecutionModelAnnotationsAllowedBuildItem(
        method -> method.hasAnnotation(FUNQ) && !method.hasAnnotation(VIRTUAL_THREAD));
  }

  /** Looks where Funqy looks; the types of inputs and outputs may be anywhere. */
  @BuildStep
  FunctionDescriptionsBuildItem describe(
      BeanArchiveIndexBuildItem beans, CombinedIndexBuildItem all) {
    return new FunctionDescriptionsBuildItem(
        functionsIn(beans.getIndex(), all.getComputingIndex()));
  }

  /**
   * Describes the functions, in alphabetical order.
   *
   * @param beans where the functions are
   * @param types where their inputs, their outputs and the declarations' own types are
   * @throws WrongFunctions when there are functions that can't work
   */
  static List<FunctionDescription> functionsIn(IndexView beans, IndexView types) {
    List<FunctionDescription> functions = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    Map<String, MethodInfo> byName = new HashMap<>();
    for (MethodInfo method : methods(beans)) {
      String name = nameOf(method);
      FunctionReader reader = new FunctionReader(types, method, name);
      functions.add(reader.read());
      complaints.addAll(reader.complaints());
      @Nullable MethodInfo other = byName.putIfAbsent(name, method);
      if (other != null) {
        complaints.add(
            "%s: the name '%s' is that of %s too. Name one otherwise, by @Funq(\"…\")."
                .formatted(at(method), name, at(other)));
      }
    }
    complaints.addAll(withoutFunction(beans));
    if (!complaints.isEmpty()) {
      throw new WrongFunctions(complaints);
    }
    functions.sort(Comparator.comparing(FunctionDescription::name));
    return functions;
  }

  /** In a fixed order, so that the same source gives the same complaints. */
  private static List<MethodInfo> methods(IndexView index) {
    return index.getAnnotations(FUNQ).stream()
        .map(annotation -> annotation.target().asMethod())
        .sorted(Comparator.comparing((MethodInfo method) -> at(method) + method.descriptor()))
        .toList();
  }

  private static String nameOf(MethodInfo method) {
    @Nullable AnnotationValue given = method.declaredAnnotation(FUNQ).value();
    return given == null || given.asString().isEmpty() ? method.name() : given.asString();
  }

  /** Declarations that would be lost, because their method is no function. */
  private static List<String> withoutFunction(IndexView index) {
    return Declarations.TYPES.stream()
        .flatMap(type -> index.getAnnotations(DotName.createSimple(type)).stream())
        .map(AnnotationInstance::target)
        .map(target -> target.asMethod())
        .filter(method -> !method.hasDeclaredAnnotation(FUNQ))
        .map(method -> at(method) + ": it declares what only a function has. Add @Funq.")
        .distinct()
        .sorted()
        .toList();
  }

  private static String at(MethodInfo method) {
    return method.declaringClass().name() + "." + method.name();
  }
}
