package dev.quartet.localaws;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;

/** Hands each request to its service, by way of the faults in force. */
final class Front {
  private final Vertx vertx;
  private final Map<Service, Backend> backends;
  private final Faults faults;
  private final Counters counters;
  private final Administration administration;

  Front(
      Vertx vertx,
      Map<Service, Backend> backends,
      Faults faults,
      Counters counters,
      Administration administration) {
    this.vertx = vertx;
    this.backends = backends;
    this.faults = faults;
    this.counters = counters;
    this.administration = administration;
  }

  void handle(HttpServerRequest request) {
    if (Administration.isFor(request)) {
      administration.handle(request);
      return;
    }
    Service service = ServiceClassifier.classify(request);
    counters.request(service);
    Faults.Injection injection = faults.next(service);
    counters.injected(service, injection);
    if (injection.delayMillis() == 0) {
      proceed(service, request, injection.status());
      return;
    }
    request.pause();
    vertx.setTimer(
        injection.delayMillis(),
        timer -> {
          request.resume();
          proceed(service, request, injection.status());
        });
  }

  private void proceed(Service service, HttpServerRequest request, int status) {
    if (status == 0) {
      Objects.requireNonNull(backends.get(service)).handle(request);
    } else {
      // The body is read first, because a client that is still sending may miss an early answer.
      request
          .body()
          .onSuccess(
              body ->
                  ServiceErrors.answer(service, request, status, "This failure was asked for."));
    }
  }
}
