package dev.quartet.extension.deployment;

import dev.quartet.extension.configuration.SharedPrefix;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RunTimeConfigBuilderBuildItem;
import io.quarkus.deployment.builditem.StaticInitConfigBuilderBuildItem;

/** Prepares the configuration of the application for the {@code quartet.*} keys. */
final class ConfigurationProcessor {

  @BuildStep
  StaticInitConfigBuilderBuildItem whenTheApplicationIsInitialised() {
    return new StaticInitConfigBuilderBuildItem(SharedPrefix.class);
  }

  @BuildStep
  RunTimeConfigBuilderBuildItem whenTheApplicationRuns() {
    return new RunTimeConfigBuilderBuildItem(SharedPrefix.class);
  }
}
