package dev.quartet.serving;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The Open Inference Protocol. */
@ConfigMapping(prefix = "quartet.serving")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ServingConfig {

  /**
   * The largest request body under {@code /v2}, or by gRPC, in bytes, as it comes and after
   * decompression. A larger one is answered with 413, by gRPC with RESOURCE_EXHAUSTED.
   */
  @WithDefault("16777216")
  long maxBodyBytes();

  /**
   * Whether callers may load and unload models, which the protocol does without asking who they
   * are. On Lambda never: each execution environment has models of its own.
   */
  @WithDefault("true")
  boolean repositoryControl();
}
