package dev.quartet.extension.http;

import io.vertx.core.http.HttpServerResponse;

/**
 * A protocol with paths and rules of its own. Where a bean of this type is, an error on its paths
 * has its form in place of a problem document, whoever finds it, and bodies have its limit.
 */
public interface Protocol extends OwnLimit {

  /**
   * Answers with an error.
   *
   * @param response has the status and nothing of the body yet
   * @param detail this occurrence, for the caller
   */
  void endWithError(HttpServerResponse response, String detail);
}
