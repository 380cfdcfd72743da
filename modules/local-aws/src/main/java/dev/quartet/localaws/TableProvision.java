package dev.quartet.localaws;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Makes the table in DynamoDB Local; one that is there already stays as it is. */
final class TableProvision {
  /** DynamoDB Local wants a signature, and checks none. */
  static final String UNSIGNED =
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

  private TableProvision() {}

  /**
   * @param port of DynamoDB Local on 127.0.0.1
   */
  static CompletableFuture<Void> create(int port, String table, String partitionKey) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("table-provision")
        .start(
            () -> {
              try {
                post(port, table, partitionKey);
                done.complete(null);
              } catch (IOException | UncheckedIOException e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  private static void post(int port, String table, String partitionKey) throws IOException {
    JsonObject request =
        new JsonObject()
            .put("TableName", table)
            .put(
                "AttributeDefinitions",
                JsonArray.of(
                    new JsonObject().put("AttributeName", partitionKey).put("AttributeType", "S")))
            .put(
                "KeySchema",
                JsonArray.of(
                    new JsonObject().put("AttributeName", partitionKey).put("KeyType", "HASH")))
            .put("BillingMode", "PAY_PER_REQUEST");
    var connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("X-Amz-Target", "DynamoDB_20120810.CreateTable");
    connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
    connection.setRequestProperty("Authorization", UNSIGNED);
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      out.write(request.toBuffer().getBytes());
    }
    if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
      return;
    }
    try (var error = connection.getErrorStream()) {
      String answer = new String(error.readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.contains("ResourceInUseException")) {
        throw new IOException("the table " + table + " can't be made: " + answer);
      }
    }
  }
}
