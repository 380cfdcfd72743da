package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.load.TestServer;
import dev.quartet.loadtest.process.Command;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WrkTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void figuresAreReadFromTheLastLine() throws IOException {
    assertThat(
            Wrk.read(
                "Running 1s test\nfigures: requests=5000 micros=2000000 p50=300 p99=4200 errors=3\n"))
        .isEqualTo(new Load(5_000, 2.0, 0.3, 4.2, 3));
  }

  @Test
  void outputWithoutFiguresIsShown() {
    assertThatThrownBy(() -> Wrk.read("unable to connect to 127.0.0.1:9 Connection refused"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unable to connect");
  }

  @Test
  void aLoadWithoutAnAnswerHasNoFigures() {
    assertThatThrownBy(() -> Wrk.read("figures: requests=0 micros=1000000 p50=0 p99=0 errors=8"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no request was answered");
  }

  @Test
  void everyByteOfABodyAndEveryHeaderReachesTheServer() throws Exception {
    Optional<Path> wrk = Command.onPath("wrk");
    assumeThat(wrk).as("wrk is installed").isPresent();
    byte[] allBytes = new byte[256];
    for (int i = 0; i < allBytes.length; i++) {
      allBytes[i] = (byte) i;
    }
    Buffer binary = Buffer.buffer(allBytes).appendString("123");
    Buffer text = Buffer.buffer("{\"a\":\"\\\\ 'b' ]]\"}");
    Set<Buffer> bodies = ConcurrentHashMap.newKeySet();
    Set<String> heads = ConcurrentHashMap.newKeySet();
    try (TestServer server =
        new TestServer(
            request -> {
              heads.add(request.method() + " " + request.path() + " " + request.getHeader("X-Of"));
              request.bodyHandler(
                  body -> {
                    bodies.add(body);
                    request.response().end("ok");
                  });
            })) {
      Load load = load(wrk.get(), server, binary, text);
      assertThat(load.errors()).isZero();
      assertThat(load.seconds()).isBetween(0.9, 3.0);
    }
    assertThat(bodies).containsExactlyInAnyOrder(binary, text);
    assertThat(heads).containsExactly("POST /a/path it");
  }

  @Test
  void aRefusalIsAnError() throws Exception {
    Optional<Path> wrk = Command.onPath("wrk");
    assumeThat(wrk).as("wrk is installed").isPresent();
    try (TestServer server = TestServer.answering(503, "no")) {
      Load load = load(wrk.get(), server, Buffer.buffer("x"));
      assertThat(load.errors()).isEqualTo(load.requests()).isPositive();
    }
  }

  private Load load(Path wrk, TestServer server, Buffer... bodies) throws Exception {
    List<Call> calls =
        List.of(bodies).stream().map(body -> new Call(body, answer -> Optional.empty())).toList();
    Wire wire = new Wire("test", "/a/path", Map.of("X-Of", "it"), calls);
    return new Wrk(wrk, folder, 2).run(wire, server.url("/"), 1);
  }
}
