package dev.quartet.inference;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What each version of each model is doing. Safe for use by several threads at once. */
final class ModelIndex {

  private final Map<ModelVersion, Status> statuses = new ConcurrentSkipListMap<>();

  void loading(ModelVersion version) {
    statuses.put(version, new Status(ModelState.LOADING, "", null));
  }

  void ready(ModelVersion version) {
    statuses.put(version, new Status(ModelState.READY, "", null));
  }

  /** What was ready before is so still. */
  void notReplaced(ModelVersion version, String reason) {
    statuses.put(version, new Status(ModelState.READY, "It was not replaced. " + reason, null));
  }

  void unavailable(ModelVersion version, String reason) {
    statuses.put(version, new Status(ModelState.UNAVAILABLE, reason, null));
  }

  void unloading(LoadedModel model) {
    statuses.put(model.version(), new Status(ModelState.UNLOADING, "", model));
  }

  /** Changes nothing if the version was loaded again meanwhile. */
  void freed(LoadedModel model) {
    statuses.computeIfPresent(
        model.version(),
        (version, status) -> status.ending() == model ? Status.notLoaded() : status);
  }

  /** Those files with what they are doing, and whatever else is served or ends. */
  List<ModelEntry> entries(List<ModelFile> files) {
    SortedMap<ModelVersion, Status> all = new TreeMap<>();
    statuses.forEach(
        (version, status) -> {
          if (status.state() != ModelState.UNAVAILABLE) {
            all.put(version, status);
          }
        });
    for (ModelFile file : files) {
      all.put(file.version(), statuses.getOrDefault(file.version(), Status.notLoaded()));
    }
    return all.entrySet().stream()
        .map(
            entry ->
                new ModelEntry(
                    entry.getKey().model(),
                    entry.getKey().number(),
                    entry.getValue().state(),
                    entry.getValue().reason()))
        .toList();
  }

  /**
   * @param ending the one that is being unloaded
   */
  private record Status(ModelState state, String reason, @Nullable LoadedModel ending) {

    static Status notLoaded() {
      return new Status(ModelState.UNAVAILABLE, "It is not loaded: load the model", null);
    }
  }
}
