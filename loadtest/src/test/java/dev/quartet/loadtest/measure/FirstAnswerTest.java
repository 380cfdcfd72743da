package dev.quartet.loadtest.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.quartet.loadtest.load.Call;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FirstAnswerTest {
  private final FirstAnswer first =
      new FirstAnswer(
          "resize", new Call(Buffer.buffer("{}"), _ -> Optional.empty()), Duration.ofSeconds(10));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void itsFunctionIsAskedWhereTheServerHasIt() throws Exception {
    first.await(this::url, () -> true);
    assertThat(first.ask(this::url)).isEmpty();

    assertThat(asked).containsExactly("/at/resize", "/at/resize");
  }

  private URI url(String function) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/at/" + function);
  }
}
