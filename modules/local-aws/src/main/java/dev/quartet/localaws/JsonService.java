package dev.quartet.localaws;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** A service that takes and answers JSON, as DynamoDB and SQS do. */
@FunctionalInterface
interface JsonService {
  /**
   * @param operation as the service names it, such as {@code Scan}
   * @return the answer; fails when the service refuses the call or does not answer
   */
  Future<JsonObject> call(String operation, JsonObject parameters);
}
