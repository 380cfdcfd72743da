package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.PythonCheck;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Clients of the Open Inference Protocol that others wrote, as they are. */
@ContractTest
final class InferenceClientsIT {

  private final Http http;

  InferenceClientsIT(Http http) {
    this.http = http;
  }

  @Test
  void theClientsOfTritonAndKserveAreServed() {
    check(PythonCheck.CLIENTS);
  }

  @Test
  @OnlyOnServers
  void theGrpcClientOfTritonIsServed() {
    check(PythonCheck.TRITON_GRPC);
  }

  @Test
  @OnlyOnServers
  void theGrpcClientOfKserveIsServed() {
    check(PythonCheck.KSERVE_GRPC);
  }

  private void check(PythonCheck clients) {
    clients
        .missing()
        .ifPresent(
            missing -> {
              if (clients.isRequired()) {
                fail("The clients are required: " + missing);
              }
              Assumptions.abort("The clients are not here: " + missing);
            });

    String output = clients.run(http.root());

    assertThat(output).doesNotContain("FAIL").containsPattern("\\d{2} passed, 0 failed");
  }
}
