package dev.quartet.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder laid out as {@code <model>/<version>/model.onnx} or {@code model.ort}. */
record FolderSource(Path folder) implements ModelSource {

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
        files.add(
            new ModelFile(
                new ModelVersion(name, ""), new NoVersion(model.toString(), placeOf(name))));
      }
      for (Path version : versions) {
        files.add(
            new ModelFile(
                new ModelVersion(name, version.getFileName().toString()),
                new VersionFolder(version, version.toString(), false)));
      }
    }
    return files;
  }

  @Override
  public String placeOf(String name) {
    return folder.resolve(name).resolve("1").resolve(VersionFolder.ONNX).toString();
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
}
