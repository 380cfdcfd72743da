package dev.quartet.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.ErrorKind;
import dev.quartet.lambda.direct.DirectEvents;
import dev.quartet.lambda.http.HttpEvents;
import dev.quartet.lambda.sqs.SqsEvents;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Hands each event to the handler of its kind. */
@Singleton
public final class Events {

  private final ObjectMapper mapper;
  private final HttpEvents http;
  private final SqsEvents sqs;
  private final DirectEvents direct;

  @Inject
  public Events(ObjectMapper mapper, HttpEvents http, SqsEvents sqs, DirectEvents direct) {
    this.mapper = mapper;
    this.http = http;
    this.sqs = sqs;
    this.direct = direct;
  }

  /**
   * @param event the event as Lambda delivers it, JSON in UTF-8
   * @return the answer, JSON in UTF-8
   * @throws LambdaError when Lambda shall report a function error
   */
  public byte[] handle(byte[] event) {
    return switch (Event.of(event, mapper)) {
      case Event.Http request -> http.handle(request.event());
      case Event.Sqs batch -> sqs.handle(batch.event());
      case Event.Direct call -> direct.handle(call.input());
      case Event.Unsupported() ->
          throw LambdaError.of(
              new CallError(
                  ErrorKind.MALFORMED,
                  "This kind of event has no handler. Send HTTP events of payload format 2.0, SQS"
                      + " batches, or the function's input itself.",
                  ""));
    };
  }
}
