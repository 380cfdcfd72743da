package dev.quartet.lambda;

import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.FunctionCall;
import dev.quartet.extension.event.Event;
import dev.quartet.extension.event.Events;
import dev.quartet.lambda.http.HttpEvents;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Hands HTTP events to the application's routes, all others to the configured function. */
@Singleton
public final class LambdaEvents {

  private final Events events;
  private final HttpEvents http;
  private final ConfiguredFunction configured;

  @Inject
  public LambdaEvents(Events events, HttpEvents http, ConfiguredFunction configured) {
    this.events = events;
    this.http = http;
    this.configured = configured;
  }

  /**
   * @param event the event as Lambda delivers it, JSON in UTF-8
   * @return the answer, JSON in UTF-8
   * @throws LambdaError when Lambda shall report a function error
   */
  public byte[] handle(byte[] event) {
    return switch (events.told(event)) {
      case Event.Http(var request) -> http.handle(request);
      case Event other -> {
        FunctionCall function = configured.get();
        try {
          yield events.handle(function, other);
        } catch (CallFailed e) {
          throw LambdaError.of(e.error());
        }
      }
    };
  }
}
