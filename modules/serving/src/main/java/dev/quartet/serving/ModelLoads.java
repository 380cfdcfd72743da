package dev.quartet.serving;

import dev.quartet.inference.ServedModel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests for each model. */
final class ModelLoads {

  private final int maxRequests;
  private final ModelMeters meters;
  private final ConcurrentMap<String, Versions> models = new ConcurrentHashMap<>();

  /**
   * @param maxRequests how many each model may have at once
   */
  ModelLoads(int maxRequests, ModelMeters meters) {
    this.maxRequests = maxRequests;
    this.meters = meters;
  }

  ModelLoad of(ServedModel model) {
    String name = model.name();
    Versions versions = models.get(name);
    if (versions == null) {
      versions = models.computeIfAbsent(name, _ -> new Versions());
    }
    return versions.version(name, model.version());
  }

  private final class Versions {

    private final AtomicInteger requests = new AtomicInteger();
    private final ConcurrentMap<String, ModelLoad> versions = new ConcurrentHashMap<>();

    ModelLoad version(String name, String version) {
      ModelLoad load = versions.get(version);
      return load != null
          ? load
          : versions.computeIfAbsent(
              version,
              _ -> new ModelLoad(name, requests, maxRequests, () -> meters.of(name, version)));
    }
  }
}
