package dev.quartet.loadtest.cost;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What stands before a Lambda function. */
public enum Gateway {
  /** No charge of its own. */
  @JsonProperty("function-url")
  FUNCTION_URL,
  /** API Gateway's HTTP API, charged by request. */
  @JsonProperty("http-api")
  HTTP_API
}
