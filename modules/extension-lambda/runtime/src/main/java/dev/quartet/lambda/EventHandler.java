package dev.quartet.lambda;

/** Answers events of one kind. */
public interface EventHandler {

  /**
   * @param event the event as Lambda delivers it, JSON in UTF-8
   * @return the answer, JSON in UTF-8
   * @throws LambdaError when Lambda shall report a function error
   */
  byte[] handle(byte[] event);
}
