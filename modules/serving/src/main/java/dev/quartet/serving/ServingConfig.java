package dev.quartet.serving;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The Open Inference Protocol, and the classes of images. */
@ConfigMapping(prefix = "quartet.serving")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ServingConfig {

  /**
   * The largest request body under {@code /v2}, at {@code /predict-image}, or by gRPC, in bytes, as
   * it comes and after decompression. A larger one is answered with 413, by gRPC with
   * RESOURCE_EXHAUSTED.
   */
  @WithDefault("16777216")
  long maxBodyBytes();

  /**
   * Whether callers may load and unload models, which the protocol does without asking who they
   * are. On Lambda never: each execution environment has models of its own.
   */
  @WithDefault("true")
  boolean repositoryControl();

  /** The classes of images. */
  Image image();

  /** The classes of images. */
  interface Image {

    /**
     * The model that {@code /predict-image} runs. It takes FP32 {@code [N, 3, 224, 224]} and its
     * first output is FP32 {@code [N, classes]}.
     */
    @WithDefault("resnet50")
    String model();

    /**
     * The largest image, in pixels. A larger one is answered with 422 before it is decoded, which
     * takes three bytes a pixel.
     */
    @WithDefault("16777216")
    int maxPixels();
  }
}
