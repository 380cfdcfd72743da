package dev.quartet.loadtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.quartet.loadtest.comparison.Results;
import dev.quartet.loadtest.comparison.SampleSink;
import dev.quartet.loadtest.load.Samples;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The folder of one run: samples.csv, results.json, report.html and the targets' logs. */
public final class RunFolder implements SampleSink {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");
  private static final String HEADER =
      "block,arm,function,index,intended_micros,start_micros,end_micros,outcome\n";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes a folder named by the time (UTC), with a number behind it when there is one already. */
  public static RunFolder create(Path results) throws IOException {
    Files.createDirectories(results);
    String name = NAME.format(LocalDateTime.now(ZoneOffset.UTC));
    for (int number = 1; ; number++) {
      Path folder = results.resolve(number == 1 ? name : name + "-" + number);
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      Files.writeString(folder.resolve("samples.csv"), HEADER);
      return new RunFolder(folder);
    }
  }

  public Path path() {
    return folder;
  }

  public String name() {
    return String.valueOf(folder.getFileName());
  }

  public Path logs() {
    return folder.resolve("logs");
  }

  @Override
  public void write(int block, String arm, String function, Samples samples) throws IOException {
    try (BufferedWriter writer =
        Files.newBufferedWriter(folder.resolve("samples.csv"), StandardOpenOption.APPEND)) {
      for (int i = 0; i < samples.size(); i++) {
        writer.write(
            block
                + ","
                + arm
                + ","
                + function
                + ","
                + i
                + ","
                + samples.intendedNanos(i) / 1_000
                + ","
                + samples.startNanos(i) / 1_000
                + ","
                + samples.endNanos(i) / 1_000
                + ","
                + samples.outcome(i)
                + "\n");
      }
    }
  }

  /** Writes results.json and report.html. */
  public void write(Results results) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("results.json").toFile(), results);
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(results));
  }
}
