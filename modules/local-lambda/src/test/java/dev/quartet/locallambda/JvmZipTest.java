package dev.quartet.locallambda;

import static dev.quartet.locallambda.TestServer.header;
import static dev.quartet.locallambda.TestServer.json;
import static dev.quartet.locallambda.TestServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM zip under AWS's own runtime interface client. */
final class JvmZipTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server =
        TestServer.serving(TestZip.jvm(folder))
            .variable("FROM_OPTION", "yes")
            .variable("SAID_BY_ALL", "option")
            .inherited("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
            .inherited("SECRET_OF_THE_SHELL", "no")
            .timeoutSeconds(20)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithTheFunctionsAnswer() {
    HttpResponse<byte[]> response = server.invoke("predict", "{\"data\":[1,2,3]}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("{\"data\":[1,2,3]}");
    assertThat(header(response, "X-Amz-Executed-Version")).isEqualTo("$LATEST");
    assertThat(header(response, "X-Amz-Function-Error")).isNull();
    assertThat(header(response, "x-amzn-RequestId")).hasSize(36);
  }

  @Test
  void namesTheErrorThatTheHandlerRaised() {
    HttpResponse<byte[]> response = server.invoke("predict", "{\"do\":\"fail\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText()).endsWith("BadInput");
    assertThat(json(response).path("errorMessage").asText()).isEqualTo("data is missing");
  }

  @Test
  void givesTheFunctionTheVariablesOfLambdaAndNoneOfTheShell() {
    JsonNode variables = json(server.invoke("uuid", "{\"do\":\"environment\"}"));

    assertThat(variables.path("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("uuid");
    assertThat(variables.path("QUARTET_FUNCTION").asText()).isEqualTo("uuid");
    assertThat(variables.path("AWS_LAMBDA_FUNCTION_VERSION").asText()).isEqualTo("$LATEST");
    assertThat(variables.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("512");
    assertThat(variables.path("AWS_LAMBDA_LOG_GROUP_NAME").asText()).isEqualTo("/aws/lambda/uuid");
    assertThat(variables.path("AWS_LAMBDA_LOG_STREAM_NAME").asText()).contains("[$LATEST]");
    assertThat(variables.path("AWS_LAMBDA_INITIALIZATION_TYPE").asText()).isEqualTo("on-demand");
    assertThat(variables.path("AWS_EXECUTION_ENV").asText()).isEqualTo("AWS_Lambda_java25");
    assertThat(variables.path("AWS_REGION").asText()).isEqualTo("us-east-1");
    assertThat(variables.path("AWS_DEFAULT_REGION").asText()).isEqualTo("us-east-1");
    assertThat(variables.path("AWS_ACCESS_KEY_ID").asText()).isNotEmpty();
    assertThat(variables.path("AWS_ENDPOINT_URL").asText()).isEqualTo("http://127.0.0.1:4566");
    assertThat(variables.path("_HANDLER").asText()).isEqualTo(TestZip.HANDLER);
    assertThat(variables.path("TZ").asText()).isEqualTo(":UTC");
    assertThat(variables.path("FROM_MANIFEST").asText()).isEqualTo("yes");
    assertThat(variables.path("FROM_OPTION").asText()).isEqualTo("yes");
    assertThat(variables.path("LD_LIBRARY_PATH").asText())
        .contains(variables.path("LAMBDA_TASK_ROOT").asText() + "/lib");
    assertThat(variables.has("SECRET_OF_THE_SHELL")).isFalse();
    assertThat(variables.has("HOME")).isFalse();
    assertThat(text(server.invoke("uuid", "{\"do\":\"directory\"}")))
        .isEqualTo("\"" + variables.path("LAMBDA_TASK_ROOT").asText() + "\"");
  }

  @Test
  void aFunctionsVariableComesBeforeTheZipsAndOneOfTheCommandLineBeforeBoth() {
    JsonNode uuid = json(server.invoke("uuid", "{\"do\":\"environment\"}"));
    JsonNode predict = json(server.invoke("predict", "{\"do\":\"environment\"}"));

    assertThat(uuid.path("OF_UUID").asText()).isEqualTo("yes");
    assertThat(uuid.path("SAID_TWICE").asText()).isEqualTo("function");
    assertThat(uuid.path("SAID_BY_ALL").asText()).isEqualTo("option");
    assertThat(predict.has("OF_UUID")).isFalse();
    assertThat(predict.path("SAID_TWICE").asText()).isEqualTo("manifest");
    assertThat(predict.path("SAID_BY_ALL").asText()).isEqualTo("option");
  }

  @Test
  void startsTheVirtualMachineWithLambdasOptions() {
    String options = text(server.invoke("predict", "{\"do\":\"options\"}"));

    assertThat(options)
        .contains("-XX:MaxHeapSize=1539737k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .contains("-XX:ActiveProcessorCount=2");
  }

  @Test
  void handsTheContextOver() {
    String custom =
        Base64.getEncoder()
            .encodeToString("{\"custom\":{\"a\":\"b\"}}".getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> response =
        server.invoke(
            "predict",
            "{\"do\":\"context\"}",
            "X-Amz-Client-Context",
            custom,
            "X-Amzn-Trace-Id",
            "Root=1-5759e988-bd862e3fe1be46a994272793");

    JsonNode context = json(response);
    assertThat(context.path("arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:predict");
    assertThat(context.path("requestId").asText()).isEqualTo(header(response, "x-amzn-RequestId"));
    assertThat(context.path("remainingMillis").asInt()).isBetween(1, 20_000);
    assertThat(context.path("custom").asText()).isEqualTo("{a=b}");
    assertThat(context.path("trace").asText())
        .isEqualTo("Root=1-5759e988-bd862e3fe1be46a994272793");
  }

  @Test
  void environmentsThatStartTogetherAllServe() {
    List<CompletableFuture<HttpResponse<byte[]>>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(server.invokeLater("uuid", "{\"do\":\"sleep\",\"n\":1500}"));
    }

    assertThat(calls).extracting(call -> text(call.join())).containsOnly("\"slept\"");
    assertThat(
            StreamSupport.stream(server.environments("uuid").spliterator(), false)
                .filter(environment -> environment.path("invocations").asInt() > 0))
        .hasSizeGreaterThan(1);
  }

  @Test
  void anAnswerOfMoreThanSixMegabytesIsAnErrorAndTheNextCallIsServed() {
    HttpResponse<byte[]> response = server.invoke("predict", "{\"do\":\"large\",\"n\":6291557}");

    assertThat(header(response, "X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText())
        .isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(server.invoke("predict", "{\"do\":\"large\",\"n\":6291556}").body())
        .hasSize(6_291_556);
  }

  @Test
  void anEnvironmentTellsItsFiguresInTheLogAndOverHttp() {
    server.invoke("predict", "{}");

    JsonNode environment = server.environments("predict").path(0);
    assertThat(environment.path("pid").asLong()).isPositive();
    assertThat(environment.path("initDurationMillis").asDouble()).isPositive();
    assertThat(environment.path("invocations").asInt()).isPositive();
    assertThat(environment.path("maxMemoryUsedMegabytes").asInt()).isPositive();
    assertThat(environment.path("cpuMillis").asLong()).isPositive();
    assertThat(server.logWith("\"environmentStarted\""))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("{")
                    .contains("\"function\":\"predict\"", "\"initDurationMillis\":"));
    assertThat(server.log()).anySatisfy(line -> assertThat(line).contains("Init Duration: "));
  }
}
