package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.PythonClients;
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
    check("check.py");
  }

  @Test
  @OnlyOnServers
  void theGrpcClientOfTritonIsServed() {
    check("check_grpc_triton.py");
  }

  @Test
  @OnlyOnServers
  void theGrpcClientOfKserveIsServed() {
    check("check_grpc_kserve.py");
  }

  private void check(String script) {
    PythonClients clients = new PythonClients();
    clients
        .missing()
        .ifPresent(
            missing -> {
              if (PythonClients.areRequired()) {
                fail("The clients are required: " + missing);
              }
              Assumptions.abort("The clients are not here: " + missing);
            });

    String output = clients.check(script, http.to("/v2").build().uri());

    assertThat(output).doesNotContain("FAIL").containsPattern("\\d{2} passed, 0 failed");
  }
}
