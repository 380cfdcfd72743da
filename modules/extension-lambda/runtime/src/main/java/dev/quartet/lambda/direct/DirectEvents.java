package dev.quartet.lambda.direct;

import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.FunctionCall;
import dev.quartet.lambda.LambdaError;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Calls the configured function with the event. */
@Singleton
public final class DirectEvents {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final ConfiguredFunction configured;

  @Inject
  public DirectEvents(ConfiguredFunction configured) {
    this.configured = configured;
  }

  /**
   * @param input the function's input, JSON in UTF-8
   * @return its output as JSON, the JSON {@code null} for a function without one
   */
  public byte[] handle(byte[] input) {
    FunctionCall function = configured.get();
    try {
      byte[] output = function.callAndAwait(input);
      return output.length == 0 ? NULL : output;
    } catch (CallFailed e) {
      throw LambdaError.of(e.error());
    }
  }
}
