package dev.quartet.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder of models, laid out as {@code <folder>/<model>/<version>/model.onnx} with whole numbers
 * as versions.
 *
 * @param path the folder
 */
public record ModelFolder(Path path) {

  private static final String FILE_NAME = "model.onnx";

  /**
   * Opens the highest version of a model.
   *
   * @throws ModelException if there is no such model, or ONNX Runtime can't load it
   */
  public Model open(String model, SessionSettings settings) {
    return Model.open(highestVersion(model), settings);
  }

  private Path highestVersion(String model) {
    Path versions = path.resolve(model);
    try (Stream<Path> folders = Files.isDirectory(versions) ? Files.list(versions) : Stream.of()) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("[0-9]{1,18}"))
          .map(folder -> folder.resolve(FILE_NAME))
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(ModelFolder::version))
          .orElseThrow(
              () ->
                  new ModelException(
                      "There is no model '%s' in %s: put it at %s"
                          .formatted(
                              model,
                              path.toAbsolutePath(),
                              versions.resolve("1").resolve(FILE_NAME).toAbsolutePath())));
    } catch (IOException e) {
      throw new ModelException(
          "The folder " + versions.toAbsolutePath() + " can't be read: " + e, e);
    }
  }

  private static long version(Path file) {
    return Long.parseLong(file.getName(file.getNameCount() - 2).toString());
  }
}
