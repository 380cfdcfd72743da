package dev.quartet.locallambda;

import static dev.quartet.locallambda.TestServer.header;
import static dev.quartet.locallambda.TestServer.json;
import static dev.quartet.locallambda.TestServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How environments come and go: failed starts, limits, idle time, the end of the program. */
final class EnvironmentLifeTest {
  @TempDir Path folder = Path.of("");

  @Test
  void anInitErrorOfTheHandlersConstructorReachesTheCaller() {
    try (TestServer server =
        TestServer.serving(TestZip.jvm(folder)).variable("FAIL_INIT", "throw").start()) {
      HttpResponse<byte[]> response = server.invoke("predict", "{}");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
      assertThat(text(response)).contains("no model");
      assertThat(json(response).path("errorType").asText()).isNotEmpty();
      assertThat(server.logWith("Phase: invoke\tStatus: error"))
          .anySatisfy(line -> assertThat(line).contains("Phase: init\tStatus: error"));
      assertThat(text(server.invoke("predict", "{}"))).contains("no model");
    }
  }

  @Test
  void aTypedInitErrorOfABootstrapReachesTheCaller() {
    try (TestServer server =
        TestServer.serving(TestZip.provided(folder)).variable("FAIL_INIT", "throw").start()) {
      HttpResponse<byte[]> response = server.invoke("predict", "{}");

      assertThat(text(response))
          .isEqualTo("{\"errorType\":\"IllegalStateException\",\"errorMessage\":\"no model\"}");
      server.logWith("\tStatus: error\tError Type: Init.NoModel");
    }
  }

  @Test
  void aRuntimeThatEndsBeforeItIsReadyIsAnError() {
    try (TestServer server =
        TestServer.serving(
                TestZip.of(
                    folder,
                    """
                    {"schemaVersion":1,"runtime":"provided.al2023","functions":[{"name":"predict"}]}
                    """,
                    Map.of("bootstrap", "#!/bin/sh\necho started\nexit 3\n")))
            .start()) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<byte[]> response = server.invoke("predict", "{}");

        assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
        assertThat(json(response).path("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(json(response).path("errorMessage").asText())
            .isEqualTo(
                "RequestId: "
                    + header(response, "x-amzn-RequestId")
                    + " Error: Runtime exited with error: exit status 3");
      }
      assertThat(server.environments("predict")).isEmpty();
    }
  }

  @Test
  void aBootstrapThatIsNoProgramIsAnError() {
    try (TestServer server =
        TestServer.serving(
                TestZip.of(
                    folder,
                    """
                    {"schemaVersion":1,"runtime":"provided.al2023","functions":[{"name":"predict"}]}
                    """,
                    Map.of("bootstrap", "#!/no/such/shell\n")))
            .unlimited()
            .start()) {
      HttpResponse<byte[]> response = server.invoke("predict", "{}");

      assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
      assertThat(json(response).path("errorType").asText()).isEqualTo("Runtime.InvalidEntrypoint");
    }
  }

  @Test
  void anInitThatTakesTooLongGoesOnWithinTheInvocationsTime() {
    try (TestServer server =
        TestServer.serving(TestZip.provided(folder))
            .variable("FAIL_INIT", "sleep")
            .initSeconds(1)
            .timeoutSeconds(1)
            .start()) {
      HttpResponse<byte[]> response = server.invoke("predict", "{}");

      assertThat(json(response).path("errorType").asText()).isEqualTo("Sandbox.Timedout");
      assertThat(json(response).path("errorMessage").asText())
          .endsWith("Task timed out after 1.00 seconds");
      assertThat(server.logWith("Phase: invoke\tStatus: timeout"))
          .anySatisfy(line -> assertThat(line).contains("Phase: init\tStatus: timeout"));
    }
  }

  @Test
  void tooMuchMemoryIsAnErrorAndTheNextCallIsServed() {
    try (TestServer server =
        TestServer.serving(TestZip.provided(folder)).memoryMegabytes(512).environments(1).start()) {
      assumeThat(server.server().limits()).startsWith("memory and CPU are limited");
      HttpResponse<byte[]> response = server.invoke("predict", "{\"do\":\"allocate\",\"n\":1500}");

      assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
      assertThat(json(response).path("errorType").asText()).isEqualTo("Runtime.OutOfMemory");
      assertThat(json(response).path("errorMessage").asText())
          .endsWith("Error: Runtime exited with error: signal: killed");
      assertThat(text(server.invoke("predict", "1"))).isEqualTo("1");
      server.logWith("Memory Size: 512 MB\tMax Memory Used: 512 MB");
    }
  }

  @Test
  void processorTimeIsLimitedToWhatTheMemoryBuysOnceInitialised() {
    try (TestServer server =
        TestServer.serving(TestZip.provided(folder))
            .memoryMegabytes(442)
            .initVcpus(2)
            .environments(1)
            .start()) {
      assumeThat(server.server().limits()).startsWith("memory and CPU are limited");
      server.invoke("predict", "{\"do\":\"burn\",\"n\":100}");
      long cpuBefore = cpuMillis(server);
      double millis =
          Double.parseDouble(
              text(server.invoke("predict", "{\"do\":\"burn\",\"n\":2000}")).replace("\"", ""));
      long cpuSpent = cpuMillis(server) - cpuBefore;

      // A quarter of a processor; half of one leaves room for the ends of periods.
      assertThat(cpuSpent / millis).isBetween(0.0, 0.5);
    }
  }

  private static long cpuMillis(TestServer server) {
    return server.environments("predict").path(0).path("cpuMillis").asLong();
  }

  @Test
  void idleEnvironmentsAreReaped() {
    try (TestServer server =
        TestServer.serving(TestZip.provided(folder)).idleSeconds(0.2).start()) {
      server.invoke("predict", "{}");

      server.await(() -> server.environments("predict").isEmpty());
      server.logWith("\"reason\":\"idle\"");
      assertThat(text(server.invoke("predict", "1"))).isEqualTo("1");
    }
  }

  @Test
  void anEnvironmentThatWorksOnAfterItsAnswerIsNotFree() {
    try (TestServer server =
        TestServer.serving(TestZip.provided(folder))
            .variable("LINGER_MILLIS", "3000")
            .environments(2)
            .start()) {
      String first = text(server.invoke("predict", "{\"do\":\"pid\"}"));
      String second = text(server.invoke("predict", "{\"do\":\"pid\"}"));

      assertThat(second).isNotEqualTo(first);
      assertThat(server.environments("predict")).hasSize(2);
    }
  }

  @Test
  void theEnvironmentUsedLastIsUsedFirst() {
    try (TestServer server = TestServer.serving(TestZip.provided(folder)).start()) {
      var one = server.invokeLater("predict", "{\"do\":\"sleep\",\"n\":1500}");
      var two = server.invokeLater("predict", "{\"do\":\"sleep\",\"n\":1500}");
      one.join();
      two.join();
      server.awaitFree("predict");
      assertThat(server.environments("predict")).hasSize(2);
      String last = text(server.invoke("predict", "{\"do\":\"pid\"}"));
      for (int i = 0; i < 10; i++) {
        server.awaitFree("predict");
        assertThat(text(server.invoke("predict", "{\"do\":\"pid\"}"))).isEqualTo(last);
      }
    }
  }

  @Test
  void callsOneAfterTheOtherUseOneEnvironment() {
    try (TestServer server = TestServer.serving(TestZip.provided(folder)).start()) {
      for (int i = 0; i < 10; i++) {
        assertThat(text(server.invoke("predict", "1"))).isEqualTo("1");
        server.awaitFree("predict");
      }

      assertThat(server.environments("predict")).hasSize(1);
      assertThat(server.environments("predict").path(0).path("invocations").asInt()).isEqualTo(10);
    }
  }

  @Test
  void moreCallsAtATimeThanEnvironmentsAreThrottled() {
    try (TestServer server = TestServer.serving(TestZip.provided(folder)).environments(2).start()) {
      var one = server.invokeLater("predict", "{\"do\":\"sleep\",\"n\":3000}");
      var two = server.invokeLater("predict", "{\"do\":\"sleep\",\"n\":3000}");
      server.await(() -> server.environments("predict").size() == 2);

      HttpResponse<byte[]> third = server.invoke("predict", "{}");
      HttpResponse<byte[]> url = server.send(server.urlRequest("/predict/").GET().build());

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(header(third, "x-amzn-ErrorType")).isEqualTo("TooManyRequestsException");
      assertThat(url.statusCode()).isEqualTo(429);
      assertThat(List.of(one, two)).extracting(call -> text(call.join())).containsOnly("\"slept\"");
      assertThat(text(server.invoke("predict", "1"))).isEqualTo("1");
    }
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Path taskRoot;
    ProcessHandle process;
    try (TestServer server = TestServer.serving(TestZip.provided(folder)).start()) {
      taskRoot =
          Path.of(text(server.invoke("predict", "{\"do\":\"directory\"}")).replace("\"", ""));
      process =
          ProcessHandle.of(server.environments("predict").path(0).path("pid").asLong())
              .orElseThrow();
      assertThat(taskRoot).isDirectory();
      assertThat(process.isAlive()).isTrue();
    }

    assertThat(process.isAlive()).isFalse();
    assertThat(taskRoot.getParent()).doesNotExist();
    for (Path own :
        ControlGroups.parse(
                Files.readAllLines(Path.of("/proc/self/mountinfo")),
                Files.readAllLines(Path.of("/proc/self/cgroup")))
            .version1()
            .values()) {
      try (var groups = Files.list(own)) {
        assertThat(groups)
            .noneMatch(
                group ->
                    group
                        .getFileName()
                        .toString()
                        .startsWith("quartet-local-lambda-" + ProcessHandle.current().pid()));
      }
    }
  }

  @Test
  void manyFunctionsHaveEnvironmentsOfTheirOwn() {
    try (TestServer server = TestServer.serving(TestZip.jvm(folder)).environments(1).start()) {
      JsonNode predict = json(server.invoke("predict", "{\"do\":\"environment\"}"));
      JsonNode uuid = json(server.invoke("uuid", "{\"do\":\"environment\"}"));

      assertThat(List.of(predict, uuid))
          .extracting(variables -> variables.path("QUARTET_FUNCTION").asText())
          .containsExactly("predict", "uuid");
      assertThat(predict.path("AWS_LAMBDA_RUNTIME_API"))
          .isNotEqualTo(uuid.path("AWS_LAMBDA_RUNTIME_API"));
    }
  }
}
