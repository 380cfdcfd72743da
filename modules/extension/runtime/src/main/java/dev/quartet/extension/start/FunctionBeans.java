package dev.quartet.extension.start;

import dev.quartet.extension.ServedFunctions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Knows by the build which beans each function is made of. */
@Singleton
public final class FunctionBeans implements ServedFunctions {

  private final Supplier<Optional<String>> only;

  /** By function, the classes and interfaces of the beans that it is made of. */
  private Map<String, Set<String>> used = Map.of();

  @Inject
  public FunctionBeans(Instance<OnlyFunction> only) {
    this(() -> only.stream().flatMap(each -> each.name().stream()).findFirst());
  }

  /**
   * @param only the function that this process is for alone; empty if it is for all
   */
  FunctionBeans(Supplier<Optional<String>> only) {
    this.only = only;
  }

  /**
   * @param typesByFunction by function, the names of the classes and interfaces of every bean that
   *     its object is given, or that those are given
   */
  void areMadeOf(Map<String, Set<String>> typesByFunction) {
    used = Map.copyOf(typesByFunction);
  }

  @Override
  public boolean use(Class<?> beanType) {
    return only.get()
        .map(used::get)
        .map(types -> types.contains(beanType.getName()) || isOfNoFunction(beanType))
        .orElse(true);
  }

  private boolean isOfNoFunction(Class<?> beanType) {
    return used.values().stream().noneMatch(types -> types.contains(beanType.getName()));
  }
}
