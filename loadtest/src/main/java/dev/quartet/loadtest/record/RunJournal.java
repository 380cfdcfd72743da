package dev.quartet.loadtest.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.load.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Writes a run into its folder while it goes on: a line of {@code run.jsonl} for each event, a file
 * under {@code samples/} for each counted run. Once closed it keeps nothing more, so that what
 * breaks while a run is being interrupted is not taken for a result. Thread-safe.
 */
public final class RunJournal implements RunRecorder {
  static final String EVENTS = "run.jsonl";
  static final String SAMPLES = "samples";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private int written;
  private boolean closed;

  /**
   * @param folder exists, and is the run's own
   */
  public RunJournal(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized void keep(RunEvent event) throws IOException {
    if (closed) {
      return;
    }
    Files.writeString(
        folder.resolve(EVENTS),
        JSON.writerFor(RunEvent.class).writeValueAsString(event) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Override
  public synchronized String keep(int block, String arm, String function, Samples samples)
      throws IOException {
    String name = String.format(Locale.ROOT, "%05d.json.gz", ++written);
    if (!closed) {
      Files.createDirectories(folder.resolve(SAMPLES));
      SampleColumns.of(block, arm, function, samples).write(folder.resolve(SAMPLES).resolve(name));
    }
    return name;
  }

  /** Keeps {@code last} and then nothing more. */
  public synchronized void close(RunEvent.Ended last) throws IOException {
    keep(last);
    closed = true;
  }
}
