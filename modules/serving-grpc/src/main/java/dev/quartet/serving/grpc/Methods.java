package dev.quartet.serving.grpc;

import dev.quartet.serving.protocol.Work;

/** The methods of a service. */
interface Methods {

  /**
   * Begins a call, or says how it is done. Does not block.
   *
   * @param message the request
   * @return makes the body of the answer
   * @throws dev.quartet.serving.protocol.Refusal if the request can't be served
   */
  Work<byte[]> begin(String method, Part message);
}
