package dev.quartet.localaws;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** A service that this process serves itself. */
record InProcessBackend(String implementation, Handler<HttpServerRequest> handler)
    implements Backend {
  @Override
  public void handle(HttpServerRequest request) {
    handler.handle(request);
  }

  @Override
  public State state() {
    return State.READY;
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.empty();
  }

  @Override
  public void stop() {}
}
