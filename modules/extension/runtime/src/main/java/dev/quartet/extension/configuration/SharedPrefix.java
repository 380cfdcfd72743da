package dev.quartet.extension.configuration;

import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Lets several interfaces have keys under {@code quartet.}. Without it each key of one would have
 * to be a key of all, and an application with a key that a module it lacks knows would not start.
 */
public final class SharedPrefix implements ConfigBuilder {

  @Override
  public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
    return builder.withMappingIgnore("quartet.**");
  }
}
