package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);

  private final Path folder;

  ModelFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theHighestVersionIsOpenedByNumberNotByName() throws IOException {
    putModel("9", "older and broken");
    putModel("next", "not a version");
    Files.createDirectories(folder.resolve("digits/11"));
    Path newest = Files.createDirectories(folder.resolve("digits/10")).resolve("model.onnx");
    Files.copy(Digits.models().resolve("digits/1/model.onnx"), newest);

    try (Model model = new ModelFolder(folder).open("digits", SETTINGS)) {
      assertThat(model.inputLength()).isEqualTo(512);
    }
  }

  @Test
  void aMissingModelIsNamedWithThePlaceToPutIt() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> new ModelFolder(folder).open("digits", SETTINGS))
        .withMessage(
            "There is no model 'digits' in %s: put it at %s",
            folder, folder.resolve("digits/1/model.onnx"));
  }

  @Test
  void aBrokenModelIsNamedByItsFile() throws IOException {
    Path file = putModel("3", "broken");

    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> new ModelFolder(folder).open("digits", SETTINGS))
        .withMessageContaining(file.toString());
  }

  private Path putModel(String version, String content) throws IOException {
    Path place = Files.createDirectories(folder.resolve("digits").resolve(version));
    return Files.writeString(place.resolve("model.onnx"), content);
  }
}
