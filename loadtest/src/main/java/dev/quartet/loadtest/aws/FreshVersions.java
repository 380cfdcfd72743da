package dev.quartet.loadtest.aws;

import dev.quartet.loadtest.terraform.ProvisionedArm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/**
 * Makes a function start anew: one more variable in its configuration, a version of that, and its
 * alias turned to it. {@link #close()} puts all back as Terraform made it.
 */
final class FreshVersions {
  /** Nothing reads it; a configuration that differs is what ends the environments. */
  private static final String VARIABLE = "QUARTET_COLD_START";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LambdaClient lambda;
  private final String function;
  private final @Nullable String alias;
  private final Duration pause;
  private final List<String> published = new ArrayList<>();

  private @Nullable Map<String, String> variablesBefore;
  private @Nullable String versionBefore;
  private int number;

  FreshVersions(LambdaClient lambda, ProvisionedArm.Function function, Duration pause) {
    this.lambda = lambda;
    this.function = Objects.requireNonNull(function.functionName());
    this.alias = function.qualifier();
    this.pause = pause;
  }

  /**
   * The next invocation by the function's address finds no environment when this returns.
   *
   * @throws IOException when AWS refuses, or is not done in five minutes
   */
  void force() throws IOException, InterruptedException {
    try {
      if (variablesBefore == null) {
        variablesBefore = readableVariables();
        versionBefore =
            alias == null
                ? null
                : lambda
                    .getAlias(request -> request.functionName(function).name(alias))
                    .functionVersion();
      }
      Map<String, String> variables = new HashMap<>(variablesBefore);
      variables.put(VARIABLE, System.currentTimeMillis() + "-" + ++number);
      configure(variables);
      if (alias != null) {
        String version = lambda.publishVersion(request -> request.functionName(function)).version();
        published.add(version);
        awaitReady(version);
        turnAlias(version);
      }
    } catch (SdkException e) {
      throw new IOException(function + " can't be started anew: " + e.getMessage(), e);
    }
  }

  /** Lambda keeps back what the caller may not decrypt; putting that back would empty it. */
  private Map<String, String> readableVariables() throws IOException {
    @Nullable EnvironmentResponse environment = configuration(null).environment();
    if (environment == null) {
      return Map.of();
    }
    if (environment.error() != null) {
      throw new IOException(
          function
              + " does not show its variables ("
              + environment.error().message()
              + "): allow kms:Decrypt, or --cold-starts 0");
    }
    return environment.variables();
  }

  /**
   * Turns the alias back, puts the configuration back, and deletes the versions; each whatever
   * became of the others.
   *
   * @return what could not be done, and how to do it
   */
  List<String> close() {
    List<String> problems = new ArrayList<>();
    @Nullable Map<String, String> variables = variablesBefore;
    if (variables == null) {
      return problems;
    }
    @Nullable String version = versionBefore;
    if (version != null) {
      attempt(
          problems,
          "turn its alias %s back to version %s".formatted(alias, version),
          () -> turnAlias(version));
    }
    attempt(problems, "take " + VARIABLE + " out of its variables", () -> configure(variables));
    for (String each : published) {
      attempt(
          problems,
          "delete its version " + each,
          () -> lambda.deleteFunction(request -> request.functionName(function).qualifier(each)));
    }
    return problems;
  }

  /** What AWS is asked for. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException, InterruptedException;
  }

  private void attempt(List<String> problems, String what, Step step) {
    try {
      step.take();
    } catch (SdkException | IOException e) {
      problems.add(function + " is not as it was; " + what + ": " + e.getMessage());
    } catch (InterruptedException e) {
      problems.add(function + " is not as it was; " + what);
      Thread.currentThread().interrupt();
    }
  }

  private void configure(Map<String, String> variables) throws IOException, InterruptedException {
    lambda.updateFunctionConfiguration(
        request ->
            request.functionName(function).environment(values -> values.variables(variables)));
    awaitReady(null);
  }

  private void turnAlias(String version) {
    lambda.updateAlias(
        request -> request.functionName(function).name(alias).functionVersion(version));
  }

  private void awaitReady(@Nullable String version) throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      GetFunctionConfigurationResponse is = configuration(version);
      if (is.lastUpdateStatus() == LastUpdateStatus.FAILED || is.state() == State.FAILED) {
        throw new IOException(
            function + " did not take the change: " + is.lastUpdateStatusReason());
      }
      boolean isUpdated = is.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS;
      if (isUpdated && is.state() != State.PENDING) {
        return;
      }
      if (System.nanoTime() > giveUpNanos) {
        throw new IOException(function + " was not ready after " + PATIENCE.toMinutes() + " min");
      }
      Thread.sleep(pause);
    }
  }

  private GetFunctionConfigurationResponse configuration(@Nullable String version) {
    return lambda.getFunctionConfiguration(
        request -> request.functionName(function).qualifier(version));
  }
}
