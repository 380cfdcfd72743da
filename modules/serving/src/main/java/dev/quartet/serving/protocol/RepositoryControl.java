package dev.quartet.serving.protocol;

import dev.quartet.serving.ServingConfig;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether callers may load and unload models. */
@Singleton
public final class RepositoryControl {

  private final Optional<String> refusal;

  /**
   * @param lambdaFunction the name that Lambda gives an execution environment; empty elsewhere
   */
  RepositoryControl(
      ServingConfig config,
      @ConfigProperty(name = "AWS_LAMBDA_FUNCTION_NAME") Optional<String> lambdaFunction) {
    if (lambdaFunction.isPresent()) {
      refusal =
          Optional.of(
              "Models can't be loaded or unloaded on Lambda: the one execution environment that"
                  + " hears of it would do so, and no other. Deploy the function with other models.");
    } else if (!config.repositoryControl()) {
      refusal =
          Optional.of(
              "Models can't be loaded or unloaded here: quartet.serving.repository-control is"
                  + " false.");
    } else {
      refusal = Optional.empty();
    }
  }

  /** Why they may not; empty if they may. */
  public Optional<String> refusal() {
    return refusal;
  }

  /**
   * Checks a parameter of a load: those that call for another model than the one in the folder are
   * not served.
   *
   * @throws Refusal if it is one of them
   */
  public static void requireServed(String parameter, Place place) {
    if (parameter.equals("config") || parameter.startsWith("file:")) {
      throw Refusal.at(place, "is not served: change the model in the folder, then load it.");
    }
  }

  /**
   * Checks that callers may load and unload models.
   *
   * @throws Refusal if they may not
   */
  public void require() {
    if (refusal.isPresent()) {
      throw new Refusal(403, refusal.get());
    }
  }
}
