package dev.quartet.loadtest.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.load.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as its folder tells it: the events and the raw samples. Everything that is reported is made
 * of this, during a run as after it.
 */
public final class RecordedRun {
  private final RunEvent.Began began;
  private final List<RunEvent> events;
  private final List<LoadedSamples> loaded;

  private RecordedRun(RunEvent.Began began, List<RunEvent> events, List<LoadedSamples> loaded) {
    this.began = began;
    this.events = events;
    this.loaded = loaded;
  }

  /**
   * One counted run with its raw samples.
   *
   * @param samples empty when nothing was sent
   */
  public record LoadedSamples(RunEvent.Loaded facts, Optional<Samples> samples) {
    /** Whether its figures count. */
    public boolean counts() {
      return facts.voidReasons().isEmpty() && samples.isPresent();
    }
  }

  /**
   * Reads a run's folder. A last line that was cut off in the middle is left out.
   *
   * @throws IOException when it is not the folder of a run, or a file of it is broken; the message
   *     names the file
   */
  public static RecordedRun read(Path folder) throws IOException {
    Path file = folder.resolve(RunJournal.EVENTS);
    if (!Files.isRegularFile(file)) {
      throw new IOException(folder + " is no folder of a run: it has no " + RunJournal.EVENTS);
    }
    List<RunEvent> events = events(file);
    if (events.isEmpty() || !(events.getFirst() instanceof RunEvent.Began began)) {
      throw new IOException(file + " doesn't begin with how the run began");
    }
    List<LoadedSamples> loaded = new ArrayList<>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Loaded facts) {
        loaded.add(new LoadedSamples(facts, samples(folder, facts)));
      }
    }
    return new RecordedRun(began, List.copyOf(events), List.copyOf(loaded));
  }

  private static List<RunEvent> events(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> lines = Files.readAllLines(file);
    List<RunEvent> events = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        events.add(json.readValue(lines.get(i), RunEvent.class));
      } catch (JsonProcessingException e) {
        if (i < lines.size() - 1) {
          throw new IOException(
              file + ": line " + (i + 1) + " is broken: " + e.getOriginalMessage(), e);
        }
      }
    }
    return events;
  }

  private static Optional<Samples> samples(Path folder, RunEvent.Loaded facts) throws IOException {
    if (facts.samples() == null) {
      return Optional.empty();
    }
    Path file = folder.resolve(RunJournal.SAMPLES).resolve(facts.samples());
    try {
      return Optional.of(SampleColumns.read(file).samples(facts.problems()));
    } catch (IOException e) {
      throw new IOException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  public RunEvent.Began began() {
    return began;
  }

  public List<RunEvent> events() {
    return events;
  }

  /** Every counted run, the void ones too, in the order in which they ran. */
  public List<LoadedSamples> loaded() {
    return loaded;
  }

  /** The plain results: what each arm did. */
  public Results results() {
    return new ResultsOf(this).results();
  }
}
