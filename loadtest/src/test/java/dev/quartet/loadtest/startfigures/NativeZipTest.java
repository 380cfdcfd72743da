package dev.quartet.loadtest.startfigures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.process.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class NativeZipTest {
  private static final String MANIFEST = "{\"environment\":{\"FROM_MANIFEST\":\"yes\"}}";

  private final Path folder;

  NativeZipTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void bootstrapGetsItsEventAndTheManifestsVariablesAndItsAnswerIsChecked() throws Exception {
    NativeZip zip = unpack(Map.of("bootstrap", fakeBootstrap(), "functions.json", MANIFEST));
    Vertx vertx = Vertx.vertx();
    try {
      NativeZip.Start start = zip.start(vertx, call("[1,2] predict yes"));
      assertThat(start.firstAnswerMillis()).isPositive();
      assertThatThrownBy(() -> zip.start(vertx, call("something else")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("bootstrap answered wrongly: was [1,2] predict yes");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void aZipWithoutBootstrapIsRefused() {
    assertThatThrownBy(() -> unpack(Map.of("functions.json", MANIFEST)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no bootstrap at its root");
  }

  @Test
  void anEntryOutsideOfTheZipIsRefused() {
    assertThatThrownBy(() -> unpack(Map.of("../outside", "text")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("../outside");
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  private NativeZip unpack(Map<String, String> entries) throws IOException {
    Path zip = folder.resolve("function.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    return NativeZip.unpack(zip, unpacked, folder.resolve("log"), new Limits(2, 1_769), Map.of());
  }

  private static String fakeBootstrap() {
    return "#!/bin/sh\nexec \"%s\" -cp \"%s\" %s\n"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            FakeBootstrap.class.getName());
  }

  private static Call call(String rightAnswer) {
    return new Call(
        Buffer.buffer("[1,2]"),
        body ->
            body.toString().equals(rightAnswer) ? Optional.empty() : Optional.of("was " + body));
  }
}
