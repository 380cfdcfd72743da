package dev.quartet.loadtest.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.loadtest.cost.StoreRequests;
import dev.quartet.loadtest.record.RecordedRun;

/** What one request of a function asks of the stores, from the stores' own counters. */
final class StoreShare {
  private StoreShare() {}

  /** The mean over the counted runs behind another, whose counters tell where they began. */
  static StoreRequests of(RecordedRun run, String function) {
    double puts = 0;
    double writes = 0;
    double requests = 0;
    JsonNode before = null;
    for (RecordedRun.LoadedSamples loaded : run.loaded()) {
      JsonNode services = loaded.facts().storeCounters().path("services");
      if (before != null
          && services.isObject()
          && loaded.counts()
          && loaded.facts().function().equals(function)) {
        puts += requests(services, "s3") - requests(before, "s3");
        writes += requests(services, "dynamodb") - requests(before, "dynamodb");
        requests += loaded.samples().orElseThrow().size();
      }
      before = services.isObject() ? services : null;
    }
    return requests == 0
        ? new StoreRequests(0, 0)
        : new StoreRequests(puts / requests, writes / requests);
  }

  private static double requests(JsonNode services, String service) {
    return services.path(service).path("requests").asDouble(0);
  }
}
