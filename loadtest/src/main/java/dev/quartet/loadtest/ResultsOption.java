package dev.quartet.loadtest;

import dev.quartet.loadtest.report.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run's folder is made. */
final class ResultsOption {

  @Option(names = "--results", paramLabel = "FOLDER", description = "Default: loadtest/results.")
  private @Nullable Path folder;

  /** Makes the folder of a new run. */
  RunFolder create() throws IOException {
    return RunFolder.create(
        folder == null ? Root.find().resolve("loadtest/results") : folder.toAbsolutePath());
  }
}
