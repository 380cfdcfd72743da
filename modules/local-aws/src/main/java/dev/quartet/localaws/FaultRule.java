package dev.quartet.localaws;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one service.
 *
 * @param delayMillis added before every answer; 0 to 600,000
 * @param failureRate share of requests that fail, 0 to 1
 * @param status HTTP status of the failures: 500 or 503
 * @param count how many requests are touched (delayed or failed) before the rule ends; null for no
 *     end
 */
record FaultRule(
    Service service, long delayMillis, double failureRate, int status, @Nullable Integer count) {
  private static final long MAX_DELAY_MILLIS = 600_000;
  private static final Set<String> MEMBERS =
      Set.of("service", "delayMillis", "failureRate", "status", "count");

  /**
   * Reads a rule. Naming a status alone makes every request fail.
   *
   * @throws IllegalArgumentException with a message that names the member and what it may be
   */
  static FaultRule parse(JsonObject json) {
    for (String member : json.fieldNames()) {
      if (!MEMBERS.contains(member)) {
        throw new IllegalArgumentException(
            "'" + member + "' is unknown; known are " + MEMBERS.stream().sorted().toList());
      }
    }
    Service service =
        json.getValue("service") instanceof String id ? Service.byId(id).orElse(null) : null;
    if (service == null) {
      throw new IllegalArgumentException("'service' must be \"s3\", \"dynamodb\" or \"sqs\"");
    }
    double delayMillis = number(json, "delayMillis", 0);
    if (!(delayMillis >= 0 && delayMillis <= MAX_DELAY_MILLIS)) {
      throw new IllegalArgumentException("'delayMillis' must be between 0 and " + MAX_DELAY_MILLIS);
    }
    double failureRate = number(json, "failureRate", json.containsKey("status") ? 1 : 0);
    if (!(failureRate >= 0 && failureRate <= 1)) {
      throw new IllegalArgumentException("'failureRate' must be between 0 and 1");
    }
    double status = number(json, "status", 503);
    if (status != 500 && status != 503) {
      throw new IllegalArgumentException("'status' must be 500 or 503");
    }
    double count = number(json, "count", 0);
    if (json.containsKey("count")
        && !(count >= 1 && count <= Integer.MAX_VALUE && count == Math.rint(count))) {
      throw new IllegalArgumentException("'count' must be a whole number of 1 or more");
    }
    if (delayMillis == 0 && failureRate == 0) {
      throw new IllegalArgumentException("a fault needs 'delayMillis', 'failureRate' or 'status'");
    }
    return new FaultRule(
        service,
        (long) delayMillis,
        failureRate,
        (int) status,
        json.containsKey("count") ? (int) count : null);
  }

  JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("service", service.id())
            .put("delayMillis", delayMillis)
            .put("failureRate", failureRate)
            .put("status", status);
    return count == null ? json : json.put("count", count);
  }

  private static double number(JsonObject json, String member, double otherwise) {
    if (!json.containsKey(member)) {
      return otherwise;
    }
    if (json.getValue(member) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("'" + member + "' must be a number");
  }
}
