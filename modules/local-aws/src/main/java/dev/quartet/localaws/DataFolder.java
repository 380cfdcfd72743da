package dev.quartet.localaws;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder that keeps everything, claimed by this process alone as long as it is open. */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel claim;

  private DataFolder(Path path, FileChannel claim) {
    this.path = path;
    this.claim = claim;
  }

  /**
   * @throws IOException when the folder can't be written or another process has it
   */
  @SuppressWarnings("MustBeClosedChecker")
  static DataFolder claim(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(
            path.resolve("local-aws.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locks(channel)) {
      channel.close();
      throw new IOException(
          "the data folder "
              + path
              + " is used by another local-aws. End that one, or name another folder.");
    }
    return new DataFolder(path, channel);
  }

  /** A folder inside this one, made when it is missing. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(path.resolve(name));
  }

  @Override
  public void close() throws IOException {
    claim.close();
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
