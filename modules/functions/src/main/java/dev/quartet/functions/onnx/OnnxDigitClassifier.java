package dev.quartet.functions.onnx;

import dev.quartet.extension.Primed;
import dev.quartet.functions.DigitClassifier;
import dev.quartet.functions.Pixels;
import dev.quartet.inference.Model;
import dev.quartet.inference.ModelException;
import dev.quartet.inference.ModelFolder;
import dev.quartet.inference.SessionSettings;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/** The digits model, opened at start-up so that no request waits for it. */
@Startup
@Singleton
public final class OnnxDigitClassifier implements DigitClassifier, Primed {

  private static final String MODEL = "digits";
  private static final String BUNDLED = "models/digits/1/model.onnx";

  private final Model model;

  /**
   * Opens the model and runs it once.
   *
   * @throws ModelException if the model can't be opened or doesn't take the function's input
   */
  @Inject
  OnnxDigitClassifier(ModelsConfig config) {
    SessionSettings settings =
        new SessionSettings(
            config.inference().threads().orElseGet(Runtime.getRuntime()::availableProcessors),
            config.onnxruntime().path());
    Optional<Path> models = config.models();
    model =
        models
            .map(folder -> new ModelFolder(folder).open(MODEL, settings))
            .orElseGet(
                () -> Model.open(OnnxDigitClassifier.class.getClassLoader(), BUNDLED, settings));
    int inputLength = model.inputLength();
    if (inputLength != Pixels.COUNT) {
      model.close();
      throw new IllegalStateException(
          "The model '%s' takes %d numbers and predict gives %d: put another model into %s"
              .formatted(
                  MODEL,
                  inputLength,
                  Pixels.COUNT,
                  models.map(Path::toString).orElse("the artifact")));
    }
    // The first run allocates what the later ones use again.
    model.run(new float[Pixels.COUNT]);
  }

  @Override
  public float[] probabilities(float[] pixels) {
    return model.run(pixels);
  }

  @Override
  public void prime() {
    model.run(new float[Pixels.COUNT]);
  }

  @PreDestroy
  void close() {
    model.close();
  }
}
