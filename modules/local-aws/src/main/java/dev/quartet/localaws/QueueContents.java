package dev.quartet.localaws;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The queues with how many messages they hold. */
final class QueueContents {
  private static final String WAITING = "ApproximateNumberOfMessages";
  private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

  private final JsonService sqs;
  private final BooleanSupplier running;

  /**
   * @param running whether SQS was started: looking at the queues is no reason to start it
   */
  QueueContents(JsonService sqs, BooleanSupplier running) {
    this.sqs = sqs;
    this.running = running;
  }

  /** The queues in alphabetical order; none while SQS has not been used. */
  Future<JsonArray> read() {
    if (!running.getAsBoolean()) {
      return Future.succeededFuture(new JsonArray());
    }
    return sqs.call("ListQueues", new JsonObject())
        .compose(
            answer -> {
              List<Future<JsonObject>> queues = new ArrayList<>();
              answer.getJsonArray("QueueUrls", new JsonArray()).stream()
                  .map(String::valueOf)
                  .sorted()
                  .forEach(url -> queues.add(queue(url)));
              return Future.all(queues).map(all -> new JsonArray(all.<JsonObject>list()));
            });
  }

  private Future<JsonObject> queue(String url) {
    return sqs.call(
            "GetQueueAttributes",
            new JsonObject()
                .put("QueueUrl", url)
                .put("AttributeNames", JsonArray.of(WAITING, IN_FLIGHT)))
        .map(answer -> answer.getJsonObject("Attributes"))
        .map(
            attributes ->
                new JsonObject()
                    .put("name", url.substring(url.lastIndexOf('/') + 1))
                    .put("messageCount", Long.parseLong(attributes.getString(WAITING)))
                    .put("inFlightCount", Long.parseLong(attributes.getString(IN_FLIGHT))));
  }
}
