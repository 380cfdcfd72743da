package dev.quartet.extension.http;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the HTTP surface. */
@ConfigMapping(prefix = "quartet.http")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface HttpConfig {

  /**
   * The largest request body, in bytes, but for protocols that have a limit of their own. A larger
   * one is answered with 413.
   */
  @WithDefault("1048576")
  long maxBodyBytes();

  /**
   * How long a request may take, its sending included, in milliseconds, before the caller is
   * answered with 503. API Gateway gives up after 29 seconds.
   */
  @WithDefault("25000")
  long timeoutMillis();

  /** How many requests may be worked on at once. One more is answered with 503. */
  @WithDefault("512")
  int maxConcurrentRequests();
}
