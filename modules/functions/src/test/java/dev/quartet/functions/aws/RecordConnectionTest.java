package dev.quartet.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.UuidRecord;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class RecordConnectionTest {

  private static final StoresConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(StoresConfig.class)
          .build()
          .getConfigMapping(StoresConfig.class);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final DynamoDbRecordStore store;
  private volatile int answersPerConnection = Integer.MAX_VALUE;

  RecordConnectionTest() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    store =
        new DynamoDbRecordStore(
            new AwsClients(CONFIG)
                .dynamoDb(
                    DynamoDbClient.builder()
                        .endpointOverride(URI.create("http://localhost:" + server.getLocalPort()))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                            StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("a-key", "a-secret")))),
            CONFIG);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aRecordIsSentWithItsLengthOverTheConnectionOfTheOneBefore() {
    put("one");
    put("other");
    assertThat(requests).containsExactly("1: one", "1: other");
  }

  @Test
  void aConnectionThatTheServerClosedMeanwhileIsNotMissed() {
    answersPerConnection = 1;
    put("one");
    put("other");
    assertThat(requests).containsExactly("1: one", "2: other");
  }

  private void put(String uuid) {
    UuidRecord record =
        new UuidRecord(uuid, "a-bucket", uuid + ".txt", "a-table", "2026-11-01T00:00:00Z");
    assertThat(store.putIfAbsent(record)).isEqualTo(record);
  }

  private void serve() {
    for (int connection = 1; ; connection++) {
      try (Socket socket = server.accept()) {
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (int answer = 0; answer < answersPerConnection; answer++) {
          String body = body(reader);
          requests.add(
              connection + ": " + body.replaceAll(".*\"uuid\":\\{\"S\":\"(\\w+)\".*", "$1"));
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The body of the next request, which must say how long it is. */
  private static String body(BufferedReader reader) throws IOException {
    int length = -1;
    for (String line = reader.readLine();
        line != null && !line.isEmpty();
        line = reader.readLine()) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("no request with a length");
    }
    char[] body = new char[length];
    for (int read = 0; read < length; ) {
      read += reader.read(body, read, length - read);
    }
    return new String(body);
  }
}
