package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects in files: one folder per bucket, one file per object, named by the SHA-256 of the
 * key because keys may be longer than file names and hold any character. A file holds the object's
 * headers and its body together, and reaches its place by an atomic move, so a reader sees one
 * version whole. Files are not forced to disk: they survive the end of the process, not a power
 * loss.
 */
final class ObjectFolder {
  private static final String SUFFIX = ".object";
  private static final int FORMAT = 1;

  private final Path buckets;
  private final Path staging;

  ObjectFolder(Path root) throws IOException {
    buckets = Files.createDirectories(root.resolve("buckets"));
    staging = Files.createDirectories(root.resolve("staging"));
    try (DirectoryStream<Path> leftOver = Files.newDirectoryStream(staging)) {
      for (Path file : leftOver) {
        Files.delete(file);
      }
    }
  }

  List<KeptBucket> load() throws IOException {
    List<KeptBucket> kept = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(buckets)) {
      for (Path folder : folders) {
        List<StoredObject> objects = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
          for (Path file : files) {
            objects.add(read(file, 0));
          }
        }
        Instant created = Files.getLastModifiedTime(folder).toInstant();
        kept.add(new KeptBucket(folder.getFileName().toString(), created, objects));
      }
    }
    return kept;
  }

  void createBucket(String bucket) throws IOException {
    Files.createDirectories(buckets.resolve(bucket));
  }

  void deleteBucket(String bucket) throws IOException {
    Files.deleteIfExists(buckets.resolve(bucket));
  }

  Staged stage(StoredObject object) throws IOException {
    Path file = Files.createTempFile(staging, "put", SUFFIX);
    JsonObject headers = new JsonObject();
    object.headers().forEach(headers::put);
    byte[] head =
        new JsonObject()
            .put("key", object.key())
            .put("etag", object.etag())
            .put("lastModified", object.lastModified().toString())
            .put("sizeBytes", object.sizeBytes())
            .put("headers", headers)
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(FORMAT);
      out.writeInt(head.length);
      out.write(head);
      out.write(object.body().getBytes());
    }
    return new Staged(file);
  }

  /**
   * @param bodyBytes at most this many bytes from the start of the body
   */
  @Nullable StoredObject read(String bucket, String key, int bodyBytes) throws IOException {
    try {
      return read(place(bucket, key), bodyBytes);
    } catch (NoSuchFileException deleted) {
      return null;
    }
  }

  void delete(String bucket, String key) throws IOException {
    Files.deleteIfExists(place(bucket, key));
  }

  private static StoredObject read(Path file, int bodyBytes) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readInt() != FORMAT) {
        throw new IOException(file + " was not written by this version of local-aws");
      }
      JsonObject head = new JsonObject(Buffer.buffer(in.readNBytes(in.readInt())));
      Map<String, String> headers = new TreeMap<>();
      head.getJsonObject("headers")
          .forEach(entry -> headers.put(entry.getKey(), entry.getValue().toString()));
      return new StoredObject(
          head.getString("key"),
          headers,
          head.getString("etag"),
          Instant.parse(head.getString("lastModified")),
          head.getLong("sizeBytes"),
          Buffer.buffer(in.readNBytes(bodyBytes)));
    }
  }

  private Path place(String bucket, String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return buckets.resolve(bucket).resolve(HexFormat.of().formatHex(digest) + SUFFIX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  record KeptBucket(String name, Instant created, List<StoredObject> objects) {}

  /** An object written aside; closing it without moving it throws it away. */
  final class Staged implements AutoCloseable {
    private final Path file;

    private Staged(Path file) {
      this.file = file;
    }

    void moveInto(String bucket, String key) throws IOException {
      Files.move(
          file,
          place(bucket, key),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }
}
