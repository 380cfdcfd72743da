package dev.quartet.serving.image;

import dev.quartet.extension.http.RunningCall;
import dev.quartet.inference.Datatype;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.Tensor;
import dev.quartet.inference.TensorType;
import dev.quartet.serving.ServingConfig;
import dev.quartet.serving.VectorRuns;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** Tells what is on an image, by the model that is configured for it. */
@Singleton
public final class ImageClassifier {

  private static final int BEST = 5;
  private static final long[] SHAPE = {1, RgbImage.CHANNELS, ImageTensor.SIDE, ImageTensor.SIDE};

  private final ModelRepository models;
  private final VectorRuns runs;
  private final ServingConfig.Image config;

  ImageClassifier(ModelRepository models, VectorRuns runs, ServingConfig config) {
    this.models = models;
    this.runs = runs;
    this.config = config.image();
  }

  /** The name of the model. */
  public String model() {
    return config.model();
  }

  /**
   * Decodes an image and runs the model on it, together with others that wait for it. Blocks.
   *
   * @param image JPEG or PNG
   * @param running cancels the run
   * @throws BadImage if it can't be read, or is not taken
   * @throws dev.quartet.inference.UnknownModel if the model is not there, or not ready
   * @throws UnfitModel if the model takes or gives something else
   * @throws dev.quartet.inference.RunRefused if too many requests wait for the model
   * @throws java.util.concurrent.CancellationException if the call is over before the run begins
   */
  public ImageClasses classes(byte[] image, RunningCall running) {
    try (ServedModel model = models.model(config.model())) {
      TensorType input = input(model);
      TensorType output = output(model);
      long startNanos = System.nanoTime();
      ByteBuffer pixels = ImageTensor.of(decoded(image));
      Tensor tensor = new Tensor(input.name(), Datatype.FP32, SHAPE, pixels);
      long runNanos = System.nanoTime();
      CompletableFuture<List<Tensor>> outputs =
          runs.infer(model, List.of(tensor), List.of(output.name()));
      running.begun(() -> outputs.cancel(false));
      Tensor scores = awaited(outputs).getFirst();
      long endNanos = System.nanoTime();
      runs.read(model, runNanos - startNanos);
      return new ImageClasses(
          model.version(),
          best(scores.content().asFloatBuffer()),
          runNanos - startNanos,
          endNanos - runNanos);
    }
  }

  private static List<Tensor> awaited(CompletableFuture<List<Tensor>> outputs) {
    try {
      return outputs.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private RgbImage decoded(byte[] image) {
    PixelLimit limit = new PixelLimit(config.maxPixels());
    return switch (ImageFormat.of(image)) {
      case JPEG -> JpegDecoder.decode(image, limit);
      case PNG -> PngDecoder.decode(image, limit);
    };
  }

  /** Of equal scores the lower class comes first. */
  private List<ImageClasses.Scored> best(FloatBuffer scores) {
    for (int i = 0; i < scores.remaining(); i++) {
      if (!Float.isFinite(scores.get(i))) {
        throw new UnfitModel(
            "The model '%s' gave class %d the score %s"
                .formatted(config.model(), i, scores.get(i)));
      }
    }
    return IntStream.range(0, scores.remaining())
        .mapToObj(each -> new ImageClasses.Scored(each, scores.get(each)))
        .sorted(Comparator.comparing(ImageClasses.Scored::score).reversed())
        .limit(BEST)
        .toList();
  }

  private TensorType input(ServedModel model) {
    TensorType input = model.inputs().getFirst();
    if (model.inputs().size() != 1 || input.datatype() != Datatype.FP32 || !takes(input.shape())) {
      throw wrong("takes " + model.inputs());
    }
    return input;
  }

  private static boolean takes(List<Long> shape) {
    return shape.size() == SHAPE.length
        && IntStream.range(0, SHAPE.length)
            .allMatch(i -> shape.get(i) == -1 || shape.get(i) == SHAPE[i]);
  }

  private TensorType output(ServedModel model) {
    TensorType output = model.outputs().getFirst();
    if (output.datatype() != Datatype.FP32 || output.shape().size() != 2) {
      throw wrong("gives " + model.outputs());
    }
    return output;
  }

  private UnfitModel wrong(String does) {
    return new UnfitModel(
        "The model '%s' %s: a model of images takes one input FP32 [N, 3, %d, %d] and its first"
                .formatted(config.model(), does, ImageTensor.SIDE, ImageTensor.SIDE)
            + " output is FP32 [N, classes]");
  }
}
