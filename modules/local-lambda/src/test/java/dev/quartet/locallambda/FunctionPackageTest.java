package dev.quartet.locallambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps local-lambda from starting is said in words that help. */
final class FunctionPackageTest {
  @TempDir Path folder = Path.of("");

  private void assertRefused(Path zip, String... words) {
    assertThatThrownBy(() -> FunctionPackage.unpack(zip, Files.createTempDirectory(folder, "task")))
        .isInstanceOf(StartException.class)
        .hasMessageContainingAll(words);
  }

  private Path manifest(String json) {
    return TestZip.write(folder, Map.of("functions.json", json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aMissingZipIsNamed() {
    assertRefused(folder.resolve("none.zip"), "none.zip", "missing");
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws IOException {
    assertRefused(Files.writeString(folder.resolve("text.zip"), "text"), "text.zip", "no zip");
  }

  @Test
  void aMissingManifestIsNamed() {
    assertRefused(
        TestZip.write(folder, Map.of("a.txt", new byte[] {1})), "functions.json is missing");
  }

  @Test
  void aManifestWithFaultsIsRefusedByTheMember() {
    assertRefused(manifest("{"), "functions.json is not JSON");
    assertRefused(manifest("{\"schemaVersion\":2}"), "schemaVersion is 2");
    assertRefused(manifest("{\"schemaVersion\":1,\"runtime\":\"python3.13\"}"), "python3.13");
    assertRefused(manifest("{\"schemaVersion\":1,\"runtime\":\"java25\"}"), "handler is missing");
    assertRefused(
        manifest("{\"schemaVersion\":1,\"runtime\":\"java25\",\"handler\":\"a.B\"}"),
        "functions is empty");
    assertRefused(
        manifest(
            "{\"schemaVersion\":1,\"runtime\":\"java25\",\"handler\":\"a.B\",\"functions\":[{\"name\":\"a/b\"}]}"),
        "functions/0/name",
        "a/b");
    assertRefused(
        manifest(
            "{\"schemaVersion\":1,\"runtime\":\"java25\",\"handler\":\"a.B\",\"functions\":[{\"name\":\"a\",\"timeoutSeconds\":0}]}"),
        "timeoutSeconds of a is 0");
  }

  @Test
  void aProvidedZipNeedsABootstrap() {
    assertRefused(
        manifest(
            "{\"schemaVersion\":1,\"runtime\":\"provided.al2023\",\"functions\":[{\"name\":\"a\"}]}"),
        "bootstrap is missing",
        "provided.al2023");
  }

  @Test
  void theBootstrapIsMadeExecutable() throws IOException {
    FunctionPackage unpacked =
        FunctionPackage.unpack(TestZip.provided(folder), Files.createTempDirectory(folder, "task"));

    assertThat(unpacked.root().resolve("bootstrap")).isExecutable();
  }

  @Test
  void aTakenPortIsNamedWithTheOption() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings free = TestServer.serving(TestZip.provided(folder)).settings();
      Settings settings =
          new Settings(
              free.zip(),
              free.runtimeClient(),
              free.memoryMegabytes(),
              free.timeoutSeconds(),
              free.environmentsPerFunction(),
              taken.getLocalPort(),
              0,
              free.idleSeconds(),
              free.asyncRetrySeconds(),
              free.initSeconds(),
              free.initVcpus(),
              free.limited(),
              free.variables(),
              free.inherited());

      assertThatThrownBy(() -> LocalLambdaServer.start(settings, new LogSink(null)))
          .isInstanceOf(StartException.class)
          .hasMessageContainingAll(
              "Port " + taken.getLocalPort() + " is taken", "--port", "stop what listens there");
    }
  }
}
