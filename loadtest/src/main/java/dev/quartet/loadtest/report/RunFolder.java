package dev.quartet.loadtest.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The folder of one run. */
public final class RunFolder {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

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
}
