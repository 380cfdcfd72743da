package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are fetched from a store. */
class StoreRepositoryTest {

  private static final long MAX_BYTES = 1_000_000;

  private final MemoryStore store = new MemoryStore();
  private final Path folder;

  StoreRepositoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatTheListNamesIsServed() {
    store.put("scale/1/model.onnx", "scale", "1").put("scale/2/model.onnx", "scale", "2");
    store.put("README.md", "not a model").put(".hidden/1/model.onnx", "x").list();
    store.put("unlisted/1/model.onnx", "scale", "1");

    try (ModelRepository models = open()) {
      assertThat(models.index())
          .containsExactly(
              new ModelEntry("scale", "1", ModelState.READY, ""),
              new ModelEntry("scale", "2", ModelState.READY, ""));
      assertThat(answer(models.model("scale"))).isEqualTo(2);
      assertThat(models.isRemote()).isTrue();
    }
    assertThat(store.asked()).containsExactlyInAnyOrder("scale/1/model.onnx", "scale/2/model.onnx");
  }

  @Test
  void aFileWithAnotherHashIsToldNeverServedAndStopsNobody() {
    store.put("good/1/model.onnx", "scale", "1").put("wrong/1/model.onnx", "scale", "10").list();
    store.put("wrong/1/model.onnx", "scale", "2");

    try (ModelRepository models = open()) {
      assertThat(states(models)).containsExactly("good 1 READY", "wrong 1 UNAVAILABLE");
      assertThat(reason(models, "wrong"))
          .startsWith("memory://models/wrong/1/model.onnx has the SHA-256 ")
          .contains("memory://models/models.sha256 says ");
      assertThatExceptionOfType(UnknownModel.class).isThrownBy(() -> models.model("wrong"));
      assertThatExceptionOfType(BadModel.class).isThrownBy(() -> models.load("wrong"));

      store.list();
      models.load("wrong");

      assertThat(answer(models.model("wrong"))).isEqualTo(2);
    }
  }

  @Test
  void whatIsThereAndRightIsNotFetchedAgain() {
    store.put("scale/1/model.onnx", "scale", "1").list();
    open().close();
    assertThat(store.asked()).containsExactly("scale/1/model.onnx");

    try (ModelRepository models = open()) {
      assertThat(answer(models.model("scale"))).isEqualTo(1);
    }

    assertThat(store.asked()).isEmpty();
  }

  @Test
  void whatIsThereAndWrongIsFetchedAgain() throws IOException {
    store.put("scale/1/model.onnx", "scale", "1").list();
    open().close();
    Files.writeString(onlyFile(), "tampered with");
    store.asked();

    try (ModelRepository models = open()) {
      assertThat(answer(models.model("scale"))).isEqualTo(1);
    }

    assertThat(store.asked()).containsExactly("scale/1/model.onnx");
  }

  @Test
  void aNewVersionIsServedOnceTheModelIsLoadedAndNothingElseIsFetched() {
    store.put("scale/1/model.onnx", "scale", "1").put("other/1/model.onnx", "scale", "1").list();
    try (ModelRepository models = open()) {
      store.put("scale/2/model.onnx", "scale", "2").put("other/2/model.onnx", "scale", "10").list();
      store.asked();

      models.load("scale");

      assertThat(answer(models.model("scale"))).isEqualTo(2);
      assertThat(store.asked()).containsExactly("scale/2/model.onnx");
      assertThat(states(models))
          .containsExactly(
              "other 1 READY", "other 2 UNAVAILABLE", "scale 1 READY", "scale 2 READY");
    }
  }

  @Test
  void aConnectionThatEndsAmidAFileIsTriedAgainAndNothingUnfinishedStays() throws IOException {
    store.put("scale/1/model.onnx", "scale", "1").list();
    store.loseConnections(2);

    try (ModelRepository models = open()) {
      assertThat(answer(models.model("scale"))).isEqualTo(1);
    }
    assertThat(store.asked()).hasSize(3);
    assertThat(onlyFile()).hasFileName("model.onnx");

    store.put("scale/2/model.onnx", "scale", "2").list();
    store.loseConnections(3);
    try (ModelRepository models = open()) {
      assertThat(states(models)).containsExactly("scale 1 READY", "scale 2 UNAVAILABLE");
      assertThat(reason(models, "scale", "2")).contains("bytes before its");
    }
    assertThat(onlyFile()).hasFileName("model.onnx");
  }

  @Test
  void aStoreThatIsDownIsToldAndAskedAgainByALoad() {
    store.put("scale/1/model.onnx", "scale", "1").list();
    store.down(true);
    try (ModelRepository models = open()) {
      assertThatExceptionOfType(StoreFailure.class)
          .isThrownBy(models::index)
          .withMessage("memory://models/models.sha256 can't be fetched: the store is down");
      assertThatExceptionOfType(StoreFailure.class).isThrownBy(() -> models.load("scale"));

      store.down(false);
      models.load("scale");

      assertThat(states(models)).containsExactly("scale 1 READY");
      store.down(true);
      assertThatExceptionOfType(StoreFailure.class).isThrownBy(() -> models.load("scale"));
      assertThat(answer(models.model("scale"))).isEqualTo(1);
      assertThat(states(models)).containsExactly("scale 1 READY");
    }
  }

  @Test
  void aFileThatCannotBeHadLeavesTheOthersServedUnlessTheStoreMustAnswer() {
    store.put("scale/1/model.onnx", "scale", "1").put("gone/1/model.onnx", "scale", "2").list();
    store.breakDown("gone/1/model.onnx");

    try (ModelRepository models = open()) {
      assertThat(states(models)).containsExactly("gone 1 UNAVAILABLE", "scale 1 READY");
      assertThat(reason(models, "gone")).endsWith("can't be fetched: the store is down");
      assertThatExceptionOfType(StoreFailure.class).isThrownBy(() -> models.load("gone"));
    }

    assertThatExceptionOfType(StoreFailure.class)
        .isThrownBy(() -> open(new StoreSettings(folder, MAX_BYTES, Optional.empty(), true)))
        .withMessageContaining("memory://models/gone/1/model.onnx");
  }

  @Test
  void aFileThatIsListedAndMissingIsABadModelEvenWhereTheStoreMustAnswer() {
    store.put("scale/1/model.onnx", "scale", "1").list();
    String list = "0".repeat(64) + "  missing/1/model.onnx\n";
    store.put(ModelList.FILE, list + Sha256.of(new byte[0]) + "  unnumbered/model.onnx\n");

    try (ModelRepository models =
        open(new StoreSettings(folder, MAX_BYTES, Optional.empty(), true))) {
      assertThat(reason(models, "missing"))
          .isEqualTo(
              "memory://models/missing/1/model.onnx is listed and can't be had: there is no such"
                  + " file");
      assertThat(reason(models, "unnumbered"))
          .startsWith("memory://models/unnumbered has no version: put a model at ");
    }
  }

  @Test
  void aListWithAnotherHashThanTheExpectedServesNothing() {
    store.put("scale/1/model.onnx", "scale", "1").list();
    StoreSettings pinned =
        new StoreSettings(
            folder, MAX_BYTES, Optional.of(store.listSha256().toUpperCase(Locale.ROOT)), false);
    open(pinned).close();
    store.put("scale/1/model.onnx", "scale", "2").list();

    try (ModelRepository models = open(pinned)) {
      assertThatExceptionOfType(StoreFailure.class)
          .isThrownBy(models::index)
          .withMessageContaining("QUARTET_MODELS_SHA256");
      assertThatExceptionOfType(UnknownModel.class).isThrownBy(() -> models.model("scale"));
    }
    assertThat(store.asked()).containsExactly("scale/1/model.onnx");
  }

  @Test
  void aStoreWithoutAListServesNothingAndSaysWhatToDo() {
    try (ModelRepository models = open()) {
      assertThatExceptionOfType(StoreFailure.class)
          .isThrownBy(models::index)
          .withMessage(
              "There is no list of models at memory://models/models.sha256: there is no such file."
                  + " Write it with sha256sum and put it there");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scale/1/model.onnx",
        "0123  scale/1/model.onnx",
        "%s scale/1/model.onnx",
        "%s  /scale/1/model.onnx",
        "%s  ../1/model.onnx",
        "%s  scale/1/../model.onnx",
        "%s  scale//model.onnx",
        "%s  scale/1/.",
        "\\%s  scale/1/model.onnx"
      })
  void aListOfAnotherFormServesNothingAndNamesTheLine(String line) {
    store.put(ModelList.FILE, "\n" + line.formatted("0".repeat(64)) + "\n");

    try (ModelRepository models = open()) {
      assertThatExceptionOfType(StoreFailure.class)
          .isThrownBy(models::index)
          .withMessageContaining("line 2");
    }
    assertThat(folder.resolve("quartet-models")).doesNotExist();
  }

  @Test
  void theListMayBeAsSha256sumWritesItAnywhere() {
    store.put("scale/1/model.onnx", "scale", "1").list();
    String hash = Sha256.of(bytes("scale", "1"));
    store.put(ModelList.FILE, hash.toUpperCase(Locale.ROOT) + " *./scale/1/model.onnx\r\n");

    try (ModelRepository models = open()) {
      assertThat(states(models)).containsExactly("scale 1 READY");
    }
  }

  @Test
  void aModelInOrtFormatAnswersFromItsFileThoughThatIsReplacedMeanwhile() throws IOException {
    byte[] ort = Files.readAllBytes(TestModels.folder().resolve("ort/1/model.ort"));
    store.put("ort/1/model.ort", ort).list();

    try (ModelRepository models = open();
        ServedModel model = models.model("ort")) {
      List<Tensor> before = model.infer(zeros(model), List.of());
      Files.delete(onlyFile());
      models.load("ort");

      assertThat(model.infer(zeros(model), List.of()).getFirst().content())
          .isEqualTo(before.getFirst().content());
    }
  }

  private static List<Tensor> zeros(ServedModel model) {
    return model.inputs().stream().map(Tensor::zeros).toList();
  }

  @Test
  void aModelBeyondTheLimitIsNotServedAndTheOthersAre() {
    int length = bytes("scale", "1").length;
    store.put("scale/1/model.onnx", "scale", "1").put("large/1/model.onnx", new byte[9999]).list();

    try (ModelRepository models =
        open(new StoreSettings(folder, length, Optional.empty(), false))) {
      assertThat(states(models)).containsExactly("large 1 UNAVAILABLE", "scale 1 READY");
      assertThat(reason(models, "large")).contains("9999 bytes", "QUARTET_MODELS_MAX_BYTES");
    }
  }

  @Test
  void filesThatAreNotListedAnyMoreMakeRoomForNewOnes() throws IOException {
    byte[] second = bytes("scale", "2");
    StoreSettings roomForOne = new StoreSettings(folder, second.length, Optional.empty(), false);
    store.put("scale/1/model.onnx", "scale", "1").list();
    try (ModelRepository models = open(roomForOne)) {
      store.put("scale/1/model.onnx", "scale", "2").list();

      models.load("scale");

      assertThat(answer(models.model("scale"))).isEqualTo(2);
    }
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(second);
  }

  @Test
  void nobodyElseMayWriteWhereTheFilesAre() throws IOException {
    store.put("scale/1/model.onnx", "scale", "1").list();
    open().close();

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("quartet-models"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatCannotBeMadeIsToldWithTheKey() throws IOException {
    store.put("scale/1/model.onnx", "scale", "1").list();
    Files.writeString(folder.resolve("quartet-models"), "in the way");

    try (ModelRepository models = open()) {
      assertThat(reason(models, "scale")).contains("QUARTET_MODELS_CACHE");
    }
  }

  @Test
  void settingsThatMeanNothingAreRefusedByTheirKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSettings(folder, 0, Optional.empty(), false))
        .withMessageContaining("quartet.models-max-bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSettings(folder, 1, Optional.of("abc"), false))
        .withMessageContaining("quartet.models-sha256");
  }

  private ModelRepository open() {
    return open(new StoreSettings(folder, MAX_BYTES, Optional.empty(), false));
  }

  private ModelRepository open(StoreSettings settings) {
    return ModelRepository.openStore(store, settings, new SessionSettings(1));
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static byte[] bytes(String model, String version) {
    try {
      return Files.readAllBytes(
          TestModels.folder().resolve(model).resolve(version).resolve("model.onnx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> states(ModelRepository models) {
    return models.index().stream()
        .map(entry -> entry.name() + " " + entry.version() + " " + entry.state())
        .toList();
  }

  private static String reason(ModelRepository models, String name) {
    return reason(models, name, "");
  }

  private static String reason(ModelRepository models, String name, String version) {
    return models.index().stream()
        .filter(entry -> entry.name().equals(name) && entry.version().endsWith(version))
        .map(ModelEntry::reason)
        .findFirst()
        .orElseThrow();
  }

  private static float answer(ServedModel model) {
    try (model) {
      return Tensors.floats(
          model
              .infer(List.of(Tensors.floats("x", new long[] {1, 4}, 1, 1, 1, 1)), List.of())
              .getFirst())[0];
    }
  }
}
