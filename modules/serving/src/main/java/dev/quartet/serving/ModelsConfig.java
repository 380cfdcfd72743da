package dev.quartet.serving;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Which models are served, and how they are run. */
@ConfigMapping(prefix = "quartet")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ModelsConfig {

  /**
   * Where the models are: a folder, or {@code s3://<bucket>/<prefix>}, laid out as {@code
   * <model>/<version>/model.onnx}, or {@code model.ort}, with whole numbers as versions. All are
   * served; the highest version unless one is asked for. In S3 those are there that the object
   * {@code models.sha256} at the prefix lists with their hashes, as {@code sha256sum} writes it.
   */
  @ConfigDocDefault("the models in the artifact")
  Optional<String> models();

  /**
   * The SHA-256 of {@code models.sha256}, so that nobody changes a model who can't change this.
   * With another one no model is served. Of no meaning for a folder.
   */
  @ConfigDocDefault("any that is there")
  Optional<String> modelsSha256();

  /**
   * The folder in which models from S3 are kept. What is there and right is not fetched again. A
   * folder {@code quartet-models} is made in it, for this user alone.
   */
  @ConfigDocDefault("the temporary folder, which on Lambda is `/tmp`")
  Optional<Path> modelsCache();

  /** How much disk models from S3 may take, in bytes. A model beyond it is not served. */
  @WithDefault("400000000")
  long modelsMaxBytes();

  /** How models are run. */
  Inference inference();

  /** The engine that runs models. */
  Onnxruntime onnxruntime();

  /** How models are run. */
  interface Inference {

    /** How many threads share one run of a model, the caller's included; at least 1. */
    @ConfigDocDefault("as many as processors")
    OptionalInt threads();

    /**
     * Whether requests that wait together for a model run together. None waits for others to come,
     * so an idle server answers as soon as without. On Lambda never: one request comes at a time.
     */
    @WithDefault("true")
    boolean batching();

    /**
     * How many requests each model may have at once, waiting or running, all its versions together;
     * at least 1. One more is answered with 503. Below {@code quartet.http.max-concurrent-requests}
     * it leaves room for other models.
     */
    @WithDefault("384")
    int maxRequests();
  }

  /** The engine that runs models. */
  interface Onnxruntime {

    /**
     * The folder of ONNX Runtime's unpacked native libraries. With it nothing is unpacked when the
     * application starts.
     */
    @ConfigDocDefault("beside a native executable, else in ONNX Runtime's jar")
    Optional<Path> path();
  }
}
