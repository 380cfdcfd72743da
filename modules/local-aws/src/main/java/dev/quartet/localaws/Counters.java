package dev.quartet.localaws;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and injected faults, per service. Thread-safe. */
final class Counters {
  private final Map<Service, Counts> counts = new EnumMap<>(Service.class);

  Counters() {
    for (Service service : Service.values()) {
      counts.put(service, new Counts(new LongAdder(), new LongAdder(), new LongAdder()));
    }
  }

  void request(Service service) {
    of(service).requests.increment();
  }

  void injected(Service service, Faults.Injection injection) {
    if (injection.delayMillis() > 0) {
      of(service).delayed.increment();
    }
    if (injection.status() != 0) {
      of(service).failed.increment();
    }
  }

  JsonObject toJson(Service service) {
    Counts of = of(service);
    return new JsonObject()
        .put("requests", of.requests.sum())
        .put("delayedByFault", of.delayed.sum())
        .put("failedByFault", of.failed.sum());
  }

  private Counts of(Service service) {
    Counts of = counts.get(service);
    if (of == null) {
      throw new IllegalStateException("every service has its counts");
    }
    return of;
  }

  private record Counts(LongAdder requests, LongAdder delayed, LongAdder failed) {}
}
