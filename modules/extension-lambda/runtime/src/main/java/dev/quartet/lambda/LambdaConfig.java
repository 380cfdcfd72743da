package dev.quartet.lambda;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What one Lambda function of a zip serves. */
@ConfigMapping(prefix = "quartet")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface LambdaConfig {

  /**
   * The name of the function that every event but an HTTP request is for. Without it such events
   * are answered with the error {@code UnknownFunction}.
   */
  Optional<String> function();
}
