package dev.quartet.lambda.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.FunctionCall;
import dev.quartet.lambda.direct.ConfiguredFunction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/**
 * Calls the configured function once for each message, its body being the input, and answers which
 * messages failed. SQS delivers those again; the event source mapping must have {@code
 * ReportBatchItemFailures} set, else it takes the whole batch for done.
 */
@Singleton
public final class SqsEvents {

  private static final Logger LOG = Logger.getLogger(SqsEvents.class);

  private final ObjectMapper mapper;
  private final ConfiguredFunction configured;

  @Inject
  public SqsEvents(ObjectMapper mapper, ConfiguredFunction configured) {
    this.mapper = mapper;
    this.configured = configured;
  }

  /**
   * @param event the batch
   * @return which messages failed, JSON in UTF-8
   */
  public byte[] handle(JsonNode event) {
    FunctionCall function = configured.get();
    ObjectNode answer = mapper.createObjectNode();
    ArrayNode failures = answer.putArray("batchItemFailures");
    boolean skipRest = false;
    for (JsonNode message : event.get("Records")) {
      if (skipRest || !succeeds(function, message)) {
        failures.addObject().put("itemIdentifier", message.path("messageId").asText());
        skipRest = isOrdered(message);
      }
    }
    try {
      return mapper.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean succeeds(FunctionCall function, JsonNode message) {
    byte[] input = message.path("body").asText().getBytes(StandardCharsets.UTF_8);
    try {
      function.callAndAwait(input);
      return true;
    } catch (CallFailed e) {
      LOG.warnf(
          "%s: message %s failed: %s",
          function.name(), message.path("messageId").asText(), e.error().detail());
      return false;
    }
  }

  /** In a FIFO queue a message must not overtake one that failed before it. */
  private static boolean isOrdered(JsonNode message) {
    return message.path("eventSourceARN").asText().endsWith(".fifo");
  }
}
