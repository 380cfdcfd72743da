package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.comparison.BlockOrder;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.process.ProcessFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the servers, measures each in every round, and ends them. */
final class ServerBench {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);

  private final BenchSettings settings;
  private final List<BenchServer> servers;
  private final List<Wire> wires;
  private final List<Generator> generators;
  private final Path folder;
  private final Consumer<String> progress;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param folder for logs; exists
   * @param progress told in one line what happens
   */
  ServerBench(
      BenchSettings settings,
      List<BenchServer> servers,
      List<Wire> wires,
      List<Generator> generators,
      Path folder,
      Consumer<String> progress) {
    this.settings = settings;
    this.servers = List.copyOf(servers);
    this.wires = List.copyOf(wires);
    this.generators = List.copyOf(generators);
    this.folder = folder;
    this.progress = progress;
  }

  /** What will be measured: each server in each form that it answers. */
  List<String> subjects() {
    return servers.stream()
        .flatMap(server -> wiresOf(server).stream().map(wire -> nameOf(server, wire)))
        .toList();
  }

  private String nameOf(BenchServer server, Wire wire) {
    return wires.size() == 1 ? server.name() : server.name() + " " + wire.name();
  }

  /**
   * Measures everything.
   *
   * @param skipped what is left out and why; goes before our own notes
   * @throws IOException when a server doesn't start or answers wrongly; the message names it
   */
  BenchResults measure(Machine machine, List<String> skipped)
      throws IOException, InterruptedException {
    notes.addAll(skipped);
    measureStarts();
    measureLoads();
    return new BenchResults(
        machine,
        settings.rounds(),
        settings.seconds(),
        settings.warmUpSeconds(),
        settings.threads(),
        settings.seed(),
        generators.stream().map(Generator::label).toList(),
        subjects(),
        List.copyOf(blocks),
        List.copyOf(starts),
        List.copyOf(notes));
  }

  /** Round 0 isn't counted: it fills the page cache and warms our own client. */
  private void measureStarts() throws IOException, InterruptedException {
    if (settings.starts() == 0) {
      return;
    }
    List<BenchServer> fresh = servers.stream().filter(BenchServer::startsFresh).toList();
    BlockOrder order = new BlockOrder(settings.seed());
    for (int round = 0; round <= settings.starts(); round++) {
      progress.accept("start " + round + " of " + settings.starts());
      for (BenchServer server : order.shuffled(fresh, "starts", round)) {
        for (Wire wire : wiresOf(server).stream().limit(1).toList()) {
          try (RunningServer running = server.start(logOf(server, "start"))) {
            long answeredNanos = awaitFirstAnswer(server, running, wire);
            if (round > 0) {
              double millis = (answeredNanos - running.startedNanos()) / 1e6;
              starts.add(new Start(round, server.name(), millis));
            }
          }
        }
      }
    }
  }

  private void measureLoads() throws IOException, InterruptedException {
    Map<BenchServer, RunningServer> running = new LinkedHashMap<>();
    try {
      List<Subject> subjects = new ArrayList<>();
      for (BenchServer server : servers) {
        progress.accept("start " + server.name());
        RunningServer started = server.start(logOf(server, "load"));
        running.put(server, started);
        for (Wire wire : wiresOf(server)) {
          awaitFirstAnswer(server, started, wire);
          subjects.add(new Subject(nameOf(server, wire), started, wire));
        }
      }
      for (Subject subject : subjects) {
        warmUp(subject);
      }
      BlockOrder order = new BlockOrder(settings.seed());
      for (int round = 1; round <= settings.rounds(); round++) {
        for (Cell cell : order.shuffled(cells(subjects), "loads", round)) {
          blocks.add(measure(cell, round));
        }
      }
    } finally {
      running.values().forEach(RunningServer::close);
    }
  }

  private List<Cell> cells(List<Subject> subjects) {
    return subjects.stream()
        .flatMap(subject -> generators.stream().map(generator -> new Cell(subject, generator)))
        .toList();
  }

  /** The generators share the time. */
  private void warmUp(Subject subject) throws IOException, InterruptedException {
    int seconds = Math.ceilDiv(settings.warmUpSeconds(), generators.size());
    for (Generator generator : generators) {
      if (seconds > 0) {
        progress.accept("warm up " + subject.name() + ", " + generator.label());
        generator.run(subject.wire(), subject.server().base(), seconds);
      }
    }
  }

  private Block measure(Cell cell, int round) throws IOException, InterruptedException {
    Subject subject = cell.subject();
    requireRightAnswer(subject);
    double cpuBefore = subject.server().cpuSeconds();
    double generatorBefore = ProcessFacts.endedChildrenCpuSeconds().orElse(Double.NaN);
    Load load = cell.generator().run(subject.wire(), subject.server().base(), settings.seconds());
    double cpuAfter = subject.server().cpuSeconds();
    double generatorAfter = ProcessFacts.endedChildrenCpuSeconds().orElse(Double.NaN);
    requireRightAnswer(subject);
    Block block =
        new Block(
            round,
            subject.name(),
            cell.generator().label(),
            load.requests() / load.seconds(),
            (cpuAfter - cpuBefore) * 1e6 / load.requests(),
            (generatorAfter - generatorBefore) * 1e6 / load.requests(),
            load.p50Millis(),
            load.p99Millis(),
            subject.server().residentMegabytes(),
            subject.server().peakMegabytes(),
            load.errors());
    if (!block.counts()) {
      notes.add(
          "Void: round %d, %s, %s: %d errors"
              .formatted(round, subject.name(), block.load(), load.errors()));
    }
    progress.accept(
        "round %d of %d: %s, %s: %.0f requests/s"
            .formatted(
                round, settings.rounds(), subject.name(), block.load(), block.requestsPerSecond()));
    return block;
  }

  private static void requireRightAnswer(Subject subject) throws IOException, InterruptedException {
    Optional<String> problem = probe(subject.wire()).ask(subject.server().base()::resolve);
    if (problem.isPresent()) {
      throw new IOException(
          subject.name() + " answers wrongly: " + problem.get() + "; " + lastWord(subject));
    }
  }

  private static String lastWord(Subject subject) throws IOException {
    return "its last output: " + subject.server().lastOutput();
  }

  private static long awaitFirstAnswer(BenchServer server, RunningServer running, Wire wire)
      throws IOException, InterruptedException {
    try {
      return probe(wire).await(running.base()::resolve, running::isAlive);
    } catch (IOException e) {
      throw new IOException(
          server.name() + ": " + e.getMessage() + "; its last output: " + running.lastOutput(), e);
    }
  }

  private static FirstAnswer probe(Wire wire) {
    return new FirstAnswer(wire.path(), wire.calls().getFirst(), wire.headers(), FIRST_ANSWER);
  }

  private List<Wire> wiresOf(BenchServer server) {
    return wires.stream().filter(wire -> server.speaks(wire.name())).toList();
  }

  private Path logOf(BenchServer server, String purpose) throws IOException {
    Path logs = folder.resolve("logs");
    Files.createDirectories(logs);
    return logs.resolve(server.name() + "-" + purpose + ".log");
  }

  /** A server that is asked in one form. */
  private record Subject(String name, RunningServer server, Wire wire) {}

  private record Cell(Subject subject, Generator generator) {}
}
