package dev.quartet.lambda;

import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.ErrorKind;
import dev.quartet.extension.call.FunctionCall;
import dev.quartet.extension.call.FunctionCalls;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The function that every event but an HTTP one is for, named by {@code QUARTET_FUNCTION}. */
@Singleton
public final class ConfiguredFunction {

  private final FunctionCalls functions;
  private final Optional<String> name;

  @Inject
  public ConfiguredFunction(FunctionCalls functions, EnvironmentFunction environment) {
    this.functions = functions;
    this.name = environment.name();
  }

  /**
   * @throws LambdaError of the type {@code UnknownFunction} when none is named, or one that is not
   *     here
   */
  public FunctionCall get() {
    return name.flatMap(functions::named)
        .orElseThrow(() -> LambdaError.of(new CallError(ErrorKind.UNKNOWN_FUNCTION, told(), null)));
  }

  private String told() {
    String wrong =
        name.map(given -> "There is no function '" + given + "'.")
            .orElse("An event that is no HTTP request needs to know its function.");
    return wrong
        + " Set the environment variable QUARTET_FUNCTION to one of: "
        + String.join(", ", functions.names())
        + ".";
  }
}
