package dev.quartet.extension.deployment;

import dev.quartet.extension.start.FunctionBeans;
import dev.quartet.extension.start.FunctionBeansRecorder;
import dev.quartet.extension.start.OnlyFunction;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.funqy.deployment.FunctionBuildItem;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

/** Finds the beans that each function's object is made of. */
final class FunctionBeansProcessor {

  @BuildStep
  AdditionalBeanBuildItem bean() {
    return AdditionalBeanBuildItem.unremovableOf(FunctionBeans.class);
  }

  @BuildStep
  UnremovableBeanBuildItem keepWhoTellsTheFunction() {
    return UnremovableBeanBuildItem.beanTypes(OnlyFunction.class);
  }

  @BuildStep
  @Record(ExecutionTime.STATIC_INIT)
  void tell(
      FunctionBeansRecorder recorder,
      BeanContainerBuildItem container,
      ValidationPhaseBuildItem beans,
      List<FunctionBuildItem> functions) {
    Collection<BeanInfo> all = beans.getContext().beans().collect();
    Map<String, Set<String>> typesByFunction = new HashMap<>();
    for (FunctionBuildItem function : functions) {
      DotName declared = DotName.createSimple(function.getClassName());
      List<BeanInfo> object =
          all.stream().filter(bean -> declared.equals(bean.getBeanClass())).toList();
      String name = function.getFunctionName();
      typesByFunction.put(name == null ? function.getMethodName() : name, types(object, all));
    }
    recorder.tell(container.getValue(), typesByFunction);
  }

  /** Of the given beans, and of those that they are given. */
  private static Set<String> types(List<BeanInfo> given, Collection<BeanInfo> all) {
    Set<BeanInfo> seen = new HashSet<>(given);
    Deque<BeanInfo> open = new ArrayDeque<>(given);
    Set<String> types = new HashSet<>();
    while (!open.isEmpty()) {
      BeanInfo bean = open.removeFirst();
      bean.getTypes().forEach(type -> types.add(type.name().toString()));
      if (bean.getDeclaringBean() != null && seen.add(bean.getDeclaringBean())) {
        open.add(bean.getDeclaringBean());
      }
      for (InjectionPointInfo point : bean.getAllInjectionPoints()) {
        for (BeanInfo injected : injected(point, all)) {
          if (seen.add(injected)) {
            open.add(injected);
          }
        }
      }
    }
    return types;
  }

  /** What is looked up later, one or many, counts as given: all that it could be. */
  private static Set<BeanInfo> injected(InjectionPointInfo point, Collection<BeanInfo> all) {
    Set<BeanInfo> injected = new HashSet<>();
    if (point.getResolvedBean() != null) {
      injected.add(point.getResolvedBean());
    }
    Type required = point.getRequiredType();
    if (required.kind() == Type.Kind.PARAMETERIZED_TYPE) {
      List<DotName> sought =
          required.asParameterizedType().arguments().stream().map(Type::name).toList();
      all.stream()
          .filter(bean -> bean.getTypes().stream().anyMatch(type -> sought.contains(type.name())))
          .forEach(injected::add);
    }
    return injected;
  }
}
