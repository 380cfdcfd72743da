package dev.quartet.functions;

import dev.quartet.extension.DependencyUnavailable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Both stores in memory, with a journal of what was asked of them, and failures on demand. */
final class FakeStores {

  final Map<String, String> objects = new HashMap<>();
  final Map<String, UuidRecord> records = new HashMap<>();
  final List<String> journal = new ArrayList<>();
  final List<Thread> threads = new ArrayList<>();
  boolean objectsFail;
  boolean recordsFail;

  ObjectStore objectStore() {
    return new ObjectStore() {
      @Override
      public String bucket() {
        return "a-bucket";
      }

      @Override
      public void put(String key, String text) {
        journal.add("object " + key);
        threads.add(Thread.currentThread());
        if (objectsFail) {
          throw new DependencyUnavailable("S3", new IOException("no route to host"));
        }
        objects.put(key, text);
      }
    };
  }

  RecordStore recordStore() {
    return new RecordStore() {
      @Override
      public String table() {
        return "a-table";
      }

      @Override
      public UuidRecord putIfAbsent(UuidRecord record) {
        journal.add("record " + record.uuid());
        if (recordsFail) {
          throw new DependencyUnavailable("DynamoDB", new IOException("no route to host"));
        }
        UuidRecord present = records.putIfAbsent(record.uuid(), record);
        return present == null ? record : present;
      }
    };
  }
}
