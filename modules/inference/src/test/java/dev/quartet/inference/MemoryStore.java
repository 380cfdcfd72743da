package dev.quartet.inference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose files are put into it, and which fails when it is told to. */
final class MemoryStore implements ModelStore {

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean isDown;
  private final AtomicInteger lossyReads = new AtomicInteger();

  /** Puts a model of the tests, without listing it. */
  MemoryStore put(String path, String model, String version) {
    try {
      return put(
          path,
          Files.readAllBytes(
              TestModels.folder().resolve(model).resolve(version).resolve("model.onnx")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MemoryStore put(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  MemoryStore put(String path, String content) {
    return put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Lists all files with their hashes. */
  MemoryStore list() {
    files.remove(ModelList.FILE);
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(files)
        .forEach(
            (path, content) ->
                lines.append(Sha256.of(content)).append("  ").append(path).append('\n'));
    return put(ModelList.FILE, lines.toString());
  }

  String listSha256() {
    return Sha256.of(file(ModelList.FILE));
  }

  private byte[] file(String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new IllegalStateException("No file " + path);
    }
    return content;
  }

  void down(boolean down) {
    isDown = down;
  }

  /** Never gives that file. */
  void breakDown(String path) {
    broken.add(path);
  }

  /** The next files that are opened end early. */
  void loseConnections(int count) {
    lossyReads.set(count);
  }

  /** The paths that were asked for since the last time this was called, but for the list. */
  List<String> asked() {
    List<String> paths = asked.stream().filter(path -> !path.equals(ModelList.FILE)).toList();
    asked.clear();
    return paths;
  }

  @Override
  public StoredFile open(String path) throws StoreRefusal, IOException {
    asked.add(path);
    if (isDown || broken.contains(path)) {
      throw new IOException("the store is down");
    }
    byte[] content = files.get(path);
    if (content == null) {
      throw new StoreRefusal("there is no such file");
    }
    InputStream stream = new ByteArrayInputStream(content);
    if (!path.equals(ModelList.FILE)
        && lossyReads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      stream = new ByteArrayInputStream(content, 0, content.length / 2);
    }
    return new StoredFile(stream, content.length);
  }

  @Override
  public String toString() {
    return "memory://models";
  }
}
