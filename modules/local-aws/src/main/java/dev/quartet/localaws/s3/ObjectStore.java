package dev.quartet.localaws.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Buckets and their objects, in memory or in a folder. Thread-safe; a write and its condition are
 * one step. A store in a folder does blocking I/O.
 */
public final class ObjectStore {
  private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final @Nullable ObjectFolder folder;

  private ObjectStore(@Nullable ObjectFolder folder) {
    this.folder = folder;
  }

  /** A store that ends with the process. */
  public static ObjectStore inMemory() {
    return new ObjectStore(null);
  }

  /**
   * A store that keeps everything in {@code path} and starts with what is there.
   *
   * @throws IOException when the folder can't be read or written
   */
  public static ObjectStore inFolder(Path path) throws IOException {
    ObjectFolder folder = new ObjectFolder(path);
    ObjectStore store = new ObjectStore(folder);
    for (ObjectFolder.KeptBucket kept : folder.load()) {
      Bucket bucket = new Bucket(kept.created());
      kept.objects().forEach(object -> bucket.objects.put(object.key(), object));
      store.buckets.put(kept.name(), bucket);
    }
    return store;
  }

  boolean blocks() {
    return folder != null;
  }

  /** Makes a bucket; one that is there already stays as it is. */
  public void createBucket(String name) {
    buckets.computeIfAbsent(
        name,
        absent -> {
          if (folder != null) {
            io(() -> folder.createBucket(name));
          }
          return new Bucket(Instant.now());
        });
  }

  void deleteBucket(String name) {
    Bucket bucket = bucket(name);
    synchronized (bucket) {
      if (!bucket.objects.isEmpty()) {
        throw new S3Exception(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
      }
      if (folder != null) {
        io(() -> folder.deleteBucket(name));
      }
      bucket.deleted = true;
      buckets.remove(name);
    }
  }

  SortedMap<String, Instant> bucketsByName() {
    SortedMap<String, Instant> created = new TreeMap<>();
    buckets.forEach((name, bucket) -> created.put(name, bucket.created));
    return created;
  }

  /**
   * The objects that were written last, the newest first, by bucket in alphabetical order.
   *
   * @param limit at most this many of each bucket
   * @param bodyBytes at most this many bytes from the start of each body
   */
  SortedMap<String, Newest> newest(int limit, int bodyBytes) {
    SortedMap<String, Newest> newest = new TreeMap<>();
    buckets.forEach(
        (name, bucket) ->
            newest.put(
                name,
                new Newest(
                    bucket.objects.size(),
                    bucket.objects.values().stream()
                        .sorted(Comparator.comparing(StoredObject::lastModified).reversed())
                        .limit(limit)
                        .flatMap(object -> start(name, object, bodyBytes).stream())
                        .toList())));
    return newest;
  }

  /** The object with the start of its body; empty when it was deleted in the meantime. */
  private Optional<StoredObject> start(String bucketName, StoredObject object, int bodyBytes) {
    if (folder == null) {
      return Optional.of(object.withStartOfBody(bodyBytes));
    }
    try {
      return Optional.ofNullable(folder.read(bucketName, object.key(), bodyBytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void requireBucket(String name) {
    bucket(name);
  }

  void put(String bucketName, StoredObject object, WriteCondition condition) {
    Bucket bucket = bucket(bucketName);
    if (folder == null) {
      synchronized (bucket) {
        bucket.requirePresent(bucketName);
        condition.check(bucket.objects.get(object.key()));
        bucket.objects.put(object.key(), object);
      }
      return;
    }
    io(() -> putInFolder(folder, bucketName, bucket, object, condition));
  }

  private static void putInFolder(
      ObjectFolder folder,
      String bucketName,
      Bucket bucket,
      StoredObject object,
      WriteCondition condition)
      throws IOException {
    try (ObjectFolder.Staged staged = folder.stage(object)) {
      synchronized (bucket) {
        bucket.requirePresent(bucketName);
        condition.check(bucket.objects.get(object.key()));
        staged.moveInto(bucketName, object.key());
        bucket.objects.put(object.key(), object.withoutBody());
      }
    }
  }

  /** The object with its body. */
  StoredObject get(String bucketName, String key) {
    StoredObject object = head(bucketName, key);
    if (folder == null) {
      return object;
    }
    try {
      StoredObject kept = folder.read(bucketName, key, Integer.MAX_VALUE);
      if (kept == null) {
        throw S3Exception.noSuchKey();
      }
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object; its body may be left out. */
  StoredObject head(String bucketName, String key) {
    StoredObject object = bucket(bucketName).objects.get(key);
    if (object == null) {
      throw S3Exception.noSuchKey();
    }
    return object;
  }

  void delete(String bucketName, String key, WriteCondition condition) {
    Bucket bucket = bucket(bucketName);
    synchronized (bucket) {
      condition.check(bucket.objects.get(key));
      if (folder != null) {
        io(() -> folder.delete(bucketName, key));
      }
      bucket.objects.remove(key);
    }
  }

  /**
   * One page of a listing in S3's order.
   *
   * @param after lists keys after this one; empty for all
   * @param delimiter rolls up keys into common prefixes; empty for none
   * @param maxKeys at most this many keys and common prefixes together
   */
  Page list(String bucketName, String prefix, String delimiter, String after, int maxKeys) {
    ConcurrentSkipListMap<String, StoredObject> objects = bucket(bucketName).objects;
    boolean fromPrefix = KeyOrder.INSTANCE.compare(prefix, after) > 0;
    var candidates = fromPrefix ? objects.tailMap(prefix, true) : objects.tailMap(after, false);
    List<StoredObject> found = new ArrayList<>();
    List<String> commonPrefixes = new ArrayList<>();
    String last = "";
    String rolledUp = !delimiter.isEmpty() && after.endsWith(delimiter) ? after : "";
    for (StoredObject object : candidates.values()) {
      String key = object.key();
      if (!key.startsWith(prefix)) {
        break;
      }
      if (!rolledUp.isEmpty() && key.startsWith(rolledUp)) {
        continue;
      }
      if (found.size() + commonPrefixes.size() >= maxKeys) {
        return new Page(found, commonPrefixes, last);
      }
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (end >= 0) {
        rolledUp = key.substring(0, end + delimiter.length());
        commonPrefixes.add(rolledUp);
        last = rolledUp;
      } else {
        found.add(object);
        last = key;
      }
    }
    return new Page(found, commonPrefixes, "");
  }

  private Bucket bucket(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw S3Exception.noSuchBucket(name);
    }
    return bucket;
  }

  private static void io(FileWork work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param next where the next page continues; empty when this is the last one
   */
  record Page(List<StoredObject> objects, List<String> commonPrefixes, String next) {}

  /**
   * @param objectCount how many objects the bucket holds in all
   */
  record Newest(long objectCount, List<StoredObject> objects) {}

  private interface FileWork {
    void run() throws IOException;
  }

  private static final class Bucket {
    private final Instant created;
    private final ConcurrentSkipListMap<String, StoredObject> objects =
        new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);
    private boolean deleted;

    private Bucket(Instant created) {
      this.created = created;
    }

    private void requirePresent(String name) {
      if (deleted) {
        throw S3Exception.noSuchBucket(name);
      }
    }
  }
}
