package dev.quartet.lambda;

import dev.quartet.extension.start.OnlyFunction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** An execution environment is for the function that {@code QUARTET_FUNCTION} names. */
@Singleton
public final class EnvironmentFunction implements OnlyFunction {

  private final Optional<String> name;

  @Inject
  public EnvironmentFunction(LambdaConfig config) {
    this.name = config.function();
  }

  @Override
  public Optional<String> name() {
    return name;
  }
}
