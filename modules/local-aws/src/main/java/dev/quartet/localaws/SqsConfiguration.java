package dev.quartet.localaws;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes ElasticMQ's configuration. */
final class SqsConfiguration {
  private static final int MAX_RECEIVE_COUNT = 3;

  private SqsConfiguration() {}

  /**
   * @param port where ElasticMQ itself listens
   * @param endpointPort the port of the endpoint, which queue URLs name
   * @param queue made at start, with a dead-letter queue that messages go to after three receives
   * @param data folder that keeps queues and messages; null for memory
   */
  static String of(int port, int endpointPort, String queue, @Nullable Path data) {
    return """
        pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
        pekko.http.server.request-timeout = 40 s
        pekko.http.server.parsing.illegal-header-warnings = off
        pekko.http.server.parsing.max-uri-length = 256k
        pekko.http.server.parsing.max-content-length = 2m
        storage.type = in-memory
        node-address { protocol = http, host = "127.0.0.1", port = %d, context-path = "" }
        rest-sqs { enabled = true, bind-port = %d, bind-hostname = "127.0.0.1", sqs-limits = strict }
        rest-stats { enabled = false, bind-port = 0, bind-hostname = "127.0.0.1" }
        generate-node-address = false
        aws { region = us-east-1, accountId = "000000000000" }
        queues {
          "%s" {
            defaultVisibilityTimeout = 30 seconds
            delay = 0 seconds
            receiveMessageWait = 0 seconds
            deadLettersQueue { name = "%s-dlq", maxReceiveCount = %d }
          }
          "%s-dlq" { }
        }
        queues-storage { enabled = %b, path = "%s" }
        messages-storage {
          enabled = %b
          driver-class = "org.h2.Driver"
          uri = "jdbc:h2:%s"
          username = ""
          password = ""
          prune-data-on-init = false
        }
        """
        .formatted(
            endpointPort,
            port,
            queue,
            queue,
            MAX_RECEIVE_COUNT,
            queue,
            data != null,
            data == null ? "" : escaped(data.resolve("queues.conf")),
            data != null,
            data == null ? "mem:none" : escaped(data.resolve("messages")));
  }

  private static String escaped(Path path) {
    return path.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
