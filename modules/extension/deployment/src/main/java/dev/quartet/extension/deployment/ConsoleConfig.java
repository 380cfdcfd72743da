package dev.quartet.extension.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The page for a developer's machine. */
@ConfigMapping(prefix = "quartet.console")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ConsoleConfig {

  /**
   * Whether the application has the page {@code /q/quartet}, which calls the functions and shows
   * what is in the local stores. It is for a developer's own machine and answers requests to
   * localhost alone.
   */
  @WithDefault("false")
  boolean enabled();
}
