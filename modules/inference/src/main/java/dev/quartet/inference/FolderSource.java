package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder laid out as {@code <model>/<version>/model.onnx} or {@code model.ort}. */
record FolderSource(Path folder) implements ModelSource {

  private static final String ONNX = "model.onnx";
  private static final String ORT = "model.ort";

  /**
   * @throws ModelException if there is no such folder
   */
  FolderSource {
    folder = folder.toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new ModelException(
          "There is no folder of models " + folder + ": make it, or name another one");
    }
  }

  @Override
  public List<ModelFile> files() {
    List<ModelFile> files = new ArrayList<>();
    for (Path model : folders(folder)) {
      String name = model.getFileName().toString();
      List<Path> versions =
          folders(model).stream()
              .filter(path -> path.getFileName().toString().matches(ModelVersion.NUMBER))
              .toList();
      if (versions.isEmpty()) {
        files.add(new ModelFile(new ModelVersion(name, ""), new NoVersion(model)));
      }
      for (Path version : versions) {
        files.add(
            new ModelFile(
                new ModelVersion(name, version.getFileName().toString()), new InFolder(version)));
      }
    }
    return files;
  }

  @Override
  public String placeOf(String name) {
    return folder.resolve(name).resolve("1").resolve(ONNX).toString();
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Hidden ones are nobody's models: volumes have some. */
  private static List<Path> folders(Path in) {
    try (Stream<Path> entries = Files.list(in)) {
      return entries
          .filter(Files::isDirectory)
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException("The folder " + in + " can't be read: " + e, e);
    }
  }

  private record InFolder(Path version) implements ModelFile.Content {

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      Path file = file();
      if (file.endsWith(ORT)) {
        options.addConfigEntry("session.load_model_format", "ORT");
      }
      return environment.createSession(file.toString(), options);
    }

    private Path file() {
      Path onnx = version.resolve(ONNX);
      Path ort = version.resolve(ORT);
      boolean isOnnx = Files.isRegularFile(onnx);
      boolean isOrt = Files.isRegularFile(ort);
      if (isOnnx && isOrt) {
        throw new BadModel(version + " has both " + ONNX + " and " + ORT + ": leave one there");
      }
      if (!isOnnx && !isOrt) {
        throw new BadModel(version + " has no " + ONNX + " and no " + ORT + ": put a model there");
      }
      Path file = isOnnx ? onnx : ort;
      try {
        if (Files.size(file) == 0) {
          throw new BadModel(file + " is empty: it must hold a model");
        }
      } catch (IOException e) {
        throw new BadModel(file + " can't be read: " + e, e);
      }
      return file;
    }

    @Override
    public String toString() {
      return version.toString();
    }
  }

  private record NoVersion(Path model) implements ModelFile.Content {

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) {
      throw new BadModel(
          "%s has no version: put a model at %s"
              .formatted(model, model.resolve("1").resolve(ONNX)));
    }

    @Override
    public String toString() {
      return model.toString();
    }
  }
}
