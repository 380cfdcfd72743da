package dev.quartet.lambda.direct;

import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.FunctionCall;
import dev.quartet.lambda.EventHandler;
import dev.quartet.lambda.LambdaError;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Calls the configured function with the event. */
@Singleton
public final class DirectEvents implements EventHandler {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final ConfiguredFunction configured;

  @Inject
  public DirectEvents(ConfiguredFunction configured) {
    this.configured = configured;
  }

  @Override
  public byte[] handle(byte[] event) {
    FunctionCall function = configured.get();
    try {
      byte[] output = function.callAndAwait(event);
      return output.length == 0 ? NULL : output;
    } catch (CallFailed e) {
      throw LambdaError.of(e.error());
    }
  }
}
