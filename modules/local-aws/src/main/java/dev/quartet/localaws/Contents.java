package dev.quartet.localaws;

import dev.quartet.localaws.s3.S3Service;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What is in the stores, for people to look at. */
final class Contents {
  private final S3Service objects;
  private final TableContents tables;
  private final QueueContents queues;

  Contents(S3Service objects, TableContents tables, QueueContents queues) {
    this.objects = objects;
    this.tables = tables;
    this.queues = queues;
  }

  /**
   * @param limit at most this many objects of each bucket and items of each table; at least 1
   */
  Future<JsonObject> read(int limit) {
    Future<JsonArray> buckets = objects.contents(limit);
    Future<JsonArray> items = tables.read(limit);
    Future<JsonArray> messages = queues.read();
    return Future.all(buckets, items, messages)
        .map(
            all ->
                new JsonObject()
                    .put("buckets", buckets.result())
                    .put("tables", items.result())
                    .put("queues", messages.result()));
  }
}
