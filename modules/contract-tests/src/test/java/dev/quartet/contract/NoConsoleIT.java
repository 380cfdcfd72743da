package dev.quartet.contract;

import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.NotOnLocal;
import org.junit.jupiter.api.Test;

/** What is deployed has no page that calls functions. */
@ContractTest
@NotOnLocal
final class NoConsoleIT {

  private final Http http;

  NoConsoleIT(Http http) {
    this.http = http;
  }

  @Test
  void thereIsNoPage() {
    Problem.in(http.get("/q/quartet"), 404);
  }

  @Test
  void thereIsNoViewOfTheStores() {
    Problem.in(http.get("/q/quartet/stores"), 404);
  }

  @Test
  void noFunctionIsCalledByEventsOverHttp() {
    Problem.in(http.post("/q/quartet/invoke/uuid?as=direct", "{}"), 404);
  }
}
