package dev.quartet.inference;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The files of a store on this machine's disk, each checked against the hash that the list says. A
 * file has its name once it is whole and right. It stays when the process ends; the next one checks
 * it again and fetches it if it is wrong. Safe for use by several threads at once.
 */
final class FetchedFiles {

  private static final Logger LOG = Logger.getLogger(FetchedFiles.class.getName());

  private static final String FOLDER = "quartet-models";
  private static final String UNFINISHED = ".part";

  /** More would not come faster through the network of a small machine. */
  private static final int AT_ONCE = 4;

  /** A connection that ends amid a file, which no client repeats by itself. */
  private static final int ATTEMPTS = 3;

  private static final int BUFFER_BYTES = 1 << 16;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ModelStore store;
  private final Path parent;
  private final Path folder;
  private final long maxBytes;
  private final Executor fetchers;

  /** The folders of the versions that are listed; others go when there is no room. */
  private Set<Path> listed = Set.of();

  /** Those that this process is writing, with their lengths when they are whole. */
  private final Set<Path> unfinished = new HashSet<>();

  private long unfinishedBytes;

  FetchedFiles(ModelStore store, StoreSettings settings) {
    this.store = store;
    this.parent = settings.parent().toAbsolutePath();
    this.folder = parent.resolve(FOLDER);
    this.maxBytes = settings.maxBytes();
    this.fetchers = fetchers();
  }

  private static Executor fetchers() {
    ThreadPoolExecutor fetchers =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "quartet-models");
              thread.setDaemon(true);
              return thread;
            });
    fetchers.allowCoreThreadTimeOut(true);
    return fetchers;
  }

  /** What is not in this list is in nobody's way, until the room is needed. */
  synchronized void keep(ModelList list) {
    Set<Path> folders = new HashSet<>();
    list.versions().forEach(version -> folders.add(folderOf(version)));
    listed = folders;
  }

  /**
   * Fetches all files of a version that are not there, several at once.
   *
   * @return the folder that has them; fails with {@link BadModel} if one is not what the list says
   *     or there is no room for it, and with {@link StoreFailure} if it can't be had
   */
  CompletableFuture<Path> fetch(ModelList.Version version) {
    Path to = folderOf(version);
    List<CompletableFuture<Void>> files = new ArrayList<>();
    version
        .hashes()
        .forEach(
            (name, hash) -> {
              Wanted file = new Wanted(version.path(name), to, name, hash);
              files.add(CompletableFuture.runAsync(() -> require(file), fetchers));
            });
    return CompletableFuture.allOf(files.toArray(CompletableFuture<?>[]::new)).thenApply(_ -> to);
  }

  private Path folderOf(ModelList.Version version) {
    return folder.resolve(version.key());
  }

  /**
   * @param path in the store
   * @param folder for it and the others of its version
   */
  private record Wanted(String path, Path folder, String name, String hash) {

    Path file() {
      return folder.resolve(name);
    }
  }

  private void require(Wanted wanted) {
    try {
      makeFolder(wanted.folder());
      if (Files.isRegularFile(wanted.file(), LinkOption.NOFOLLOW_LINKS)
          && Sha256.of(wanted.file()).equals(wanted.hash())) {
        return;
      }
    } catch (IOException e) {
      throw onDisk(e);
    }
    long startNanos = System.nanoTime();
    long lengthBytes = fetch(wanted);
    LOG.info(
        () ->
            "Fetched %s: %d bytes in %d ms"
                .formatted(
                    place(wanted.path()),
                    lengthBytes,
                    (System.nanoTime() - startNanos) / NANOS_PER_MILLI));
  }

  /**
   * @return the file's length
   */
  private long fetch(Wanted wanted) {
    String place = place(wanted.path());
    for (int attempt = 1; ; attempt++) {
      try (StoredFile stored = store.open(wanted.path())) {
        save(wanted, stored);
        return stored.lengthBytes();
      } catch (StoreRefusal e) {
        throw new BadModel(place + " is listed and can't be had: " + e.getMessage(), e);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new StoreFailure(place + " can't be fetched: " + e.getMessage(), e);
        }
      }
    }
  }

  private String place(String path) {
    return store + "/" + path;
  }

  /**
   * @throws IOException if the store does not give the whole file
   */
  private void save(Wanted wanted, StoredFile stored) throws IOException {
    Path part = begin(wanted, stored.lengthBytes());
    try {
      String found = copy(stored, part);
      if (!found.equals(wanted.hash())) {
        throw new BadModel(
            "%s has the SHA-256 %s, and %s says %s: put the right file there, as a version of its own,"
                    .formatted(place(wanted.path()), found, place(ModelList.FILE), wanted.hash())
                + " or correct the list");
      }
      Files.move(part, wanted.file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw onDisk(e);
    } finally {
      end(part, stored.lengthBytes());
    }
  }

  /**
   * @return the SHA-256 of what came
   * @throws IOException if the store does not give the whole file
   */
  private static String copy(StoredFile stored, Path part) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long leftBytes = stored.lengthBytes();
    try (OutputStream out = Files.newOutputStream(part)) {
      int count;
      while ((count = stored.content().read(buffer)) > 0) {
        leftBytes -= count;
        if (leftBytes < 0) {
          throw new IOException("it goes on after its " + stored.lengthBytes() + " bytes");
        }
        digest.update(buffer, 0, count);
        write(out, buffer, count);
      }
    }
    if (leftBytes > 0) {
      throw new IOException(
          "it ended %d bytes before its %d bytes".formatted(leftBytes, stored.lengthBytes()));
    }
    return Sha256.hex(digest);
  }

  private static void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw onDisk(e);
    }
  }

  /**
   * Takes the room for a file.
   *
   * @return the file to write, under a name that nobody looks for
   * @throws BadModel if there is no room
   */
  private synchronized Path begin(Wanted wanted, long lengthBytes) {
    if (!hasRoomFor(lengthBytes)) {
      deleteUnlisted();
    }
    if (!hasRoomFor(lengthBytes)) {
      throw new BadModel(
          "%s has %d bytes, and quartet.models-max-bytes (environment variable"
                  .formatted(place(wanted.path()), lengthBytes)
              + " QUARTET_MODELS_MAX_BYTES) lets all files have %d, of which %d are taken: raise it,"
                  .formatted(maxBytes, takenBytes())
              + " or list fewer versions");
    }
    try {
      Path part = Files.createTempFile(wanted.folder(), "", UNFINISHED);
      unfinished.add(part);
      unfinishedBytes += lengthBytes;
      return part;
    } catch (IOException e) {
      throw onDisk(e);
    }
  }

  private synchronized void end(Path part, long lengthBytes) {
    unfinished.remove(part);
    unfinishedBytes -= lengthBytes;
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw onDisk(e);
    }
  }

  private boolean hasRoomFor(long lengthBytes) {
    return lengthBytes <= maxBytes - takenBytes();
  }

  private long takenBytes() {
    long bytes = unfinishedBytes;
    for (Path file : files()) {
      if (!unfinished.contains(file)) {
        bytes += length(file);
      }
    }
    return bytes;
  }

  /** Those of lists before this one, and what processes left that ended amid a file. */
  private void deleteUnlisted() {
    for (Path file : files()) {
      boolean isListed = listed.contains(file.getParent()) && !isUnfinished(file);
      if (!isListed && !unfinished.contains(file)) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw onDisk(e);
        }
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    return file.getFileName().toString().endsWith(UNFINISHED);
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException e) {
      throw onDisk(e);
    }
  }

  /** Another process may have deleted it meanwhile. */
  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Nobody else may write there: a file that is checked must be the one that is then opened. */
  private synchronized void makeFolder(Path versionFolder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(parent);
      try {
        Files.createDirectory(folder, OWNER_ALONE);
      } catch (FileAlreadyExistsException e) {
        requireFolder(e);
      }
    }
    Files.createDirectories(versionFolder);
    Path probe = Files.createTempFile(versionFolder, "", UNFINISHED);
    try {
      if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))) {
        throw new AccessDeniedException(folder.toString(), null, "it belongs to another user");
      }
    } finally {
      Files.delete(probe);
    }
  }

  private void requireFolder(FileAlreadyExistsException e) throws FileAlreadyExistsException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw e;
    }
  }

  private static StoreFailure onDisk(Exception cause) {
    return new StoreFailure(
        "Models can't be kept on this machine's disk: %s: %s. Name a folder that is writable with"
                .formatted(cause.getClass().getSimpleName(), cause.getMessage())
            + " quartet.models-cache (environment variable QUARTET_MODELS_CACHE)",
        cause);
  }
}
