package dev.quartet.loadtest.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The scenarios of all functions that were built: a function's own where it has one here, else its
 * sample.
 */
public final class Scenarios {
  private static final String PREDICT = "predict";
  private static final String UUID = "uuid";

  private final List<Scenario> all;

  private Scenarios(List<Scenario> all) {
    this.all = List.copyOf(all);
  }

  /**
   * One for each function of the build's manifest, in its order.
   *
   * @param root the repository's folder
   * @param epochMillis the time that identifiers carry, in milliseconds since 1970
   * @throws IOException when the manifest, or what a function's own scenario reads, is missing or
   *     wrong; the message says what to do
   */
  public static Scenarios built(Path root, long epochMillis) throws IOException {
    FunctionsFile manifest = FunctionsFile.of(root);
    List<Scenario> all = new ArrayList<>();
    for (FunctionsFile.Function function : manifest.functions()) {
      all.add(
          switch (function.name()) {
            case PREDICT ->
                new PredictScenario(
                    HeldOutDigits.read(root.resolve("loadtest/models/digits/held-out.json")));
            case UUID -> new UuidScenario(epochMillis);
            default -> sample(manifest.file(), function);
          });
    }
    return new Scenarios(all);
  }

  private static Scenario sample(Path file, FunctionsFile.Function function) throws IOException {
    if (function.takesInput() && function.sample() == null) {
      throw new IOException(
          file
              + ": "
              + function.name()
              + " takes an input and has no sample; build it again with ./mvnw package");
    }
    try {
      return new SampleScenario(
          function.name(),
          function.takesInput() ? function.sample() : null,
          function.output() == null ? null : new OutputSchema(function.output()));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ": the output of " + function.name() + " is no JSON Schema: " + e.getMessage(), e);
    }
  }

  /** The names of all functions. */
  public List<String> names() {
    return all.stream().map(Scenario::function).toList();
  }

  /** Those of the functions {@code names}; all when it is empty. */
  public List<Scenario> of(List<String> names) {
    return all.stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.function()))
        .toList();
  }

  /**
   * The one whose first right answer ends a start: predict, which most comparisons have in common,
   * else the first.
   *
   * @param names what is compared; everything when it is empty
   */
  public Scenario ofStarts(List<String> names) {
    List<Scenario> compared = of(names);
    return compared.stream()
        .filter(scenario -> scenario.function().equals(PREDICT))
        .findFirst()
        .orElse(compared.getFirst());
  }
}
