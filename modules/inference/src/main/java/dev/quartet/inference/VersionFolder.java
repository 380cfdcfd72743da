package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one {@code model.onnx} or {@code model.ort} in a folder on this machine's disk.
 *
 * @param place how whoever put it there knows the folder
 * @param neverChanges whether nobody writes into the files while they are open, as a copy over a
 *     file does: a process that has such a file in its memory would be ended
 */
record VersionFolder(Path folder, String place, boolean neverChanges) implements ModelFile.Content {

  static final String ONNX = "model.onnx";
  static final String ORT = "model.ort";

  /** By its path, so that no copy of it is on the heap. */
  @Override
  public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
      throws OrtException {
    Path file = file();
    if (file.endsWith(ORT)) {
      options.addConfigEntry("session.load_model_format", "ORT");
      if (neverChanges) {
        // Its weights are used where they are: opened in a tenth of the time, with no copy of them.
        options.addConfigEntry("session.use_memory_mapped_ort_model", "1");
        options.addConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
      }
    }
    return environment.createSession(file.toString(), options);
  }

  private Path file() {
    Path onnx = folder.resolve(ONNX);
    Path ort = folder.resolve(ORT);
    boolean isOnnx = Files.isRegularFile(onnx);
    boolean isOrt = Files.isRegularFile(ort);
    if (isOnnx && isOrt) {
      throw new BadModel(place + " has both " + ONNX + " and " + ORT + ": leave one there");
    }
    if (!isOnnx && !isOrt) {
      throw new BadModel(place + " has no " + ONNX + " and no " + ORT + ": put a model there");
    }
    Path file = isOnnx ? onnx : ort;
    try {
      if (Files.size(file) == 0) {
        throw new BadModel(place + "/" + file.getFileName() + " is empty: it must hold a model");
      }
    } catch (IOException e) {
      throw new BadModel(file + " can't be read: " + e, e);
    }
    return file;
  }

  @Override
  public String toString() {
    return place;
  }
}
