package dev.quartet.localaws;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** One service behind the endpoint. */
interface Backend {
  void handle(HttpServerRequest request);

  /** What serves it, for people. */
  String implementation();

  State state();

  /** Its process, when it has one of its own that runs. */
  Optional<ProcessHandle> process();

  void stop();

  /** Where a backend is between not started and serving. */
  enum State {
    IDLE,
    STARTING,
    READY,
    FAILED
  }
}
