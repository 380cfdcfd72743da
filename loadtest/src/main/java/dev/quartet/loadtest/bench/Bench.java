package dev.quartet.loadtest.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.load.HeldOutDigits;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures servers side by side and leaves {@code bench.json} and {@code bench.txt} in a folder.
 */
public final class Bench {
  private static final Path DIGITS = Path.of("loadtest/models/digits/held-out.json");

  private final Path root;
  private final Path java;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * @param root the repository's folder
   * @param java the java executable that runs the plain jar
   * @param folder exists, and gets results, scripts and logs
   * @param progress told in one line what happens
   */
  public Bench(Path root, Path java, Path folder, Consumer<String> progress) {
    this.root = root;
    this.java = java;
    this.folder = folder;
    this.progress = progress;
  }

  /** The names of the declared servers, in the order of the tables. */
  public static List<String> serverNames() {
    return BenchServers.declared(Path.of(""), Path.of(""), 1).stream()
        .map(BenchServer::name)
        .toList();
  }

  /** The names of the forms in which a server can be asked. */
  public static List<String> scenarioNames() {
    return Wires.NAMES;
  }

  /** Refuses what is no {@code NAME=URL@PID} with an {@link IllegalArgumentException}. */
  public static void requireOutsideServer(String text) {
    OutsideServer.parse(text);
  }

  /**
   * Measures and returns the tables.
   *
   * @throws IOException when nothing can be measured, a server doesn't start or answers wrongly, or
   *     the reference isn't among what is measured
   */
  public String run(BenchSettings settings, Machine machine)
      throws IOException, InterruptedException {
    List<Generator> generators = generators(settings);
    List<Wire> wires = new ArrayList<>();
    HeldOutDigits digits = HeldOutDigits.read(root.resolve(DIGITS));
    settings.scenarios().forEach(name -> wires.add(Wires.of(name, digits)));
    List<String> skipped = new ArrayList<>();
    List<BenchServer> servers = available(settings, skipped);
    if (servers.isEmpty()) {
      throw new IOException("No server can be measured. " + String.join(" ", skipped));
    }
    ServerBench bench = new ServerBench(settings, servers, wires, generators, folder, progress);
    String reference = reference(settings, bench.subjects());
    BenchResults results = bench.measure(machine, skipped);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("bench.json").toFile(), results);
    String tables = new BenchTables(results, reference).text();
    Files.writeString(folder.resolve("bench.txt"), tables);
    return tables;
  }

  private List<Generator> generators(BenchSettings settings) throws IOException {
    if (settings.rates().isEmpty()) {
      Path wrk =
          Command.onPath("wrk")
              .orElseThrow(
                  () ->
                      new IOException("wrk is missing: install it (Debian: apt-get install wrk)"));
      return settings.connections().stream()
          .<Generator>map(connections -> new Wrk(wrk, folder, connections))
          .toList();
    }
    if (!settings.scenarios().equals(List.of(Wires.PREDICT))) {
      throw new IOException("k6's script asks by predict alone: leave out --scenario or --rate");
    }
    Path k6 =
        Command.onPath("k6")
            .orElseThrow(
                () ->
                    new IOException("k6 is missing: loadtest/k6/README.md says how to install it"));
    Path script = root.resolve("loadtest/k6/predict.js");
    return settings.rates().stream()
        .<Generator>map(rate -> new K6(k6, script, folder, rate))
        .toList();
  }

  /** Those that can run and answer one of the scenarios; why not, of the others. */
  private List<BenchServer> available(BenchSettings settings, List<String> skipped) {
    List<BenchServer> asked = new ArrayList<>();
    BenchServers.declared(root, java, settings.threads()).stream()
        .filter(server -> settings.servers().contains(server.name()))
        .forEach(asked::add);
    settings.outside().forEach(text -> asked.add(OutsideServer.parse(text)));
    List<BenchServer> available = new ArrayList<>();
    for (BenchServer server : asked) {
      if (settings.scenarios().stream().noneMatch(server::speaks)) {
        skipped.add(
            "Skipped: %s: it doesn't answer %s."
                .formatted(server.name(), String.join(", ", settings.scenarios())));
        continue;
      }
      switch (server.availability()) {
        case Availability.Ready ready -> available.add(server);
        case Availability.Missing missing ->
            skipped.add("Skipped: %s: %s.".formatted(server.name(), missing.reason()));
      }
    }
    return available;
  }

  private static String reference(BenchSettings settings, List<String> subjects)
      throws IOException {
    String reference =
        settings
            .reference()
            .orElseGet(
                () ->
                    subjects.contains(BenchServers.AXUM) ? BenchServers.AXUM : subjects.getFirst());
    if (!subjects.contains(reference)) {
      throw new IOException(
          "The reference '%s' isn't measured; name one of: %s"
              .formatted(reference, String.join(", ", subjects)));
    }
    return reference;
  }
}
