package dev.quartet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of a model that are given to callers.
 *
 * @param ascending by number
 * @param numbers theirs
 */
record ReadyVersions(List<LoadedModel> ascending, List<String> numbers) {

  static ReadyVersions none() {
    return new ReadyVersions(List.of(), List.of());
  }

  static ReadyVersions of(List<LoadedModel> models) {
    SortedMap<ModelVersion, LoadedModel> sorted = new TreeMap<>();
    for (LoadedModel model : models) {
      sorted.put(model.version(), model);
    }
    List<String> numbers = new ArrayList<>();
    for (ModelVersion version : sorted.keySet()) {
      numbers.add(version.number());
    }
    return new ReadyVersions(List.copyOf(sorted.values()), List.copyOf(numbers));
  }

  LoadedModel highest() {
    return ascending.getLast();
  }

  Optional<LoadedModel> version(String number) {
    for (LoadedModel model : ascending) {
      if (model.version().number().equals(number)) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }
}
