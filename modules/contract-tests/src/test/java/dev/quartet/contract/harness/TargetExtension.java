package dev.quartet.contract.harness;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the target once for all classes and stops it after the last. When the machine lacks
 * something that the target needs, every class is skipped, unless {@code quartet.contract.require}
 * names the target: then a lack is a failure.
 */
final class TargetExtension implements ExecutionCondition, BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(TargetExtension.class);
  private static final Set<Class<?>> PARAMETERS =
      Set.of(Http.class, Invocations.class, Stores.class, LocalAws.class, Fresh.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return availability(context)
        .orFailIfRequired()
        .missing()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is missing"));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    run(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TargetRun run = run(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == Http.class) {
      return run.target().http();
    }
    if (type == Invocations.class) {
      return run.target().invocations();
    }
    if (type == Stores.class) {
      return run.stores();
    }
    if (type == LocalAws.class) {
      return run.aws();
    }
    return run.fresh();
  }

  private static Availability availability(ExtensionContext context) {
    return store(context)
        .computeIfAbsent(Availability.class, key -> Availability.of(target()), Availability.class);
  }

  private static TargetRun run(ExtensionContext context) {
    Target target = availability(context).target();
    return store(context)
        .computeIfAbsent(TargetRun.class, key -> TargetRun.start(target), TargetRun.class)
        .orFail();
  }

  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }

  private static Target target() {
    String name = System.getProperty("quartet.target", "local");
    return Target.named(TargetName.of(name));
  }

  /**
   * @param missing what the machine lacks; empty when the target can run
   */
  private record Availability(Target target, Optional<String> missing) {

    static Availability of(Target target) {
      Optional<String> missing =
          target.missing().or(() -> Target.notBuilt(Artifacts.localAws(), "./mvnw package"));
      if (missing.isPresent() && !isRequired(target)) {
        System.out.println(target.name().id() + ": skipped: " + missing.get());
      }
      return new Availability(target, missing);
    }

    Availability orFailIfRequired() {
      if (missing.isPresent() && isRequired(target)) {
        throw new AssertionError(
            "%s is required and can't run: %s".formatted(target.name().id(), missing.get()));
      }
      return this;
    }

    private static boolean isRequired(Target target) {
      Set<TargetName> required =
          Arrays.stream(System.getProperty("quartet.contract.require", "").split(",", -1))
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .map(TargetName::of)
              .collect(Collectors.toSet());
      return required.contains(target.name());
    }
  }
}
