package dev.quartet.extension.event;

import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.FunctionCall;

/** The function that an event is for. */
interface Callee {

  String name();

  /**
   * @return the output as JSON in UTF-8, empty for a function without output
   * @throws CallFailed when the function did not answer
   */
  byte[] call(Input input);

  static Callee of(FunctionCall function) {
    return new Callee() {
      @Override
      public String name() {
        return function.name();
      }

      @Override
      public byte[] call(Input input) {
        return switch (input) {
          case Input.Text(byte[] json) -> function.callAndAwait(json);
          case Input.Part(var json, String pointer) -> {
            try {
              yield function.callAndAwait(json);
            } catch (CallFailed e) {
              throw new CallFailed(e.error().within(pointer));
            }
          }
        };
      }
    };
  }
}
