package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.contract.Digits.Digit;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.OnlyOnZips;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol with the model that every target brings. */
@ContractTest
final class OpenInferenceIT {

  private static final String INFER = "/v2/models/digits/infer";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Http http;

  OpenInferenceIT(Http http) {
    this.http = http;
  }

  @Test
  void theServerSaysWhatItServes() {
    JsonNode server = ok(http.get("/v2"));

    assertThat(server.get("name").asText()).isNotBlank();
    assertThat(server.get("version").asText()).isNotBlank();
    assertThat(server.get("extensions"))
        .extracting(JsonNode::asText)
        .contains("binary_tensor_data");
  }

  @Test
  void theServerIsLiveAndReadyByEitherName() {
    assertThat(ok(http.get("/v2/health/live")).get("live").asBoolean()).isTrue();
    JsonNode ready = ok(http.get("/v2/health/ready"));
    assertThat(ready.get("ready").asBoolean()).isTrue();
    assertThat(ready.get("live").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/digits", "/v2/models/digits/versions/1"})
  void theModelSaysWhatItTakesAndGives(String path) {
    JsonNode model = ok(http.get(path));

    assertThat(model.get("name").asText()).isEqualTo("digits");
    assertThat(model.get("versions").toString()).isEqualTo("[\"1\"]");
    assertThat(model.get("platform").asText()).startsWith("onnx");
    assertThat(model.get("inputs").toString())
        .isEqualTo("[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[-1,512]}]");
    assertThat(model.get("outputs").toString())
        .isEqualTo("[{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,10]}]");
    JsonNode ready = ok(http.get(path + "/ready"));
    assertThat(ready.get("ready").asBoolean()).isTrue();
    assertThat(ready.get("name").asText()).isEqualTo("digits");
  }

  @Test
  void atLeast95PercentOfTheHeldOutDigitsAreRecognisedFromJson() {
    List<Digit> digits = Digits.heldOut();
    JsonNode answer = ok(http.post(INFER, OpenInference.json(digits)));
    assertThat(answer.get("model_name").asText()).isEqualTo("digits");
    assertThat(answer.get("model_version").asText()).isEqualTo("1");
    assertThat(answer.get("id").asText()).isEqualTo("contract-1");
    JsonNode output = only(answer.get("outputs"));
    assertThat(output.get("name").asText()).isEqualTo("probabilities");
    assertThat(output.get("datatype").asText()).isEqualTo("FP32");
    assertThat(output.get("shape").toString()).isEqualTo("[%d,10]".formatted(digits.size()));
    long correct = OpenInference.correct(digits, numbers(output.get("data")));

    assertThat(digits).hasSizeGreaterThanOrEqualTo(200);
    assertThat((double) correct / digits.size())
        .as("%d of %d", correct, digits.size())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void atLeast95PercentOfTheHeldOutDigitsAreRecognisedFromBinaryData() throws IOException {
    List<Digit> digits = Digits.heldOut();

    double[] probabilities = probabilities(binary(digits), digits.size());

    assertThat((double) OpenInference.correct(digits, probabilities) / digits.size())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void aRequestMayBeLargerThanAFunctionTakes() throws IOException {
    List<Digit> digits = Digits.heldOut();
    List<Digit> twice = Stream.concat(digits.stream(), digits.stream()).toList();
    assertThat(OpenInference.pixels(twice)).hasSizeGreaterThan(1024 * 1024);

    assertThat(probabilities(binary(twice), twice.size())).hasSize(twice.size() * 10);
  }

  @Test
  void bothFormsOfDataGiveTheSameNumbers() throws IOException {
    List<Digit> digits = Digits.heldOut().subList(0, 3);
    double[] fromJson =
        numbers(only(ok(http.post(INFER, OpenInference.json(digits))).get("outputs")).get("data"));

    assertThat(probabilities(binary(digits), digits.size()))
        .containsExactly(fromJson, within(1e-7));
  }

  @Test
  void dataMayBeFlatAndComeBeforeWhatItIs() {
    List<Digit> digits = Digits.heldOut().subList(0, 2);
    JsonNode input = tree(OpenInference.json(digits)).at("/inputs/0/data");
    String flat = (input.get(0).toString() + input.get(1).toString()).replace("][", ",");

    JsonNode answer =
        ok(
            http.post(
                "/v2/models/digits/versions/1/infer",
                "{\"inputs\":[{\"data\":%s,\"datatype\":\"FP32\",\"name\":\"input\",\"shape\":[2,512]}]}"
                    .formatted(flat)));

    assertThat(answer.has("id")).isFalse();
    assertThat(only(answer.get("outputs")).get("data"))
        .isEqualTo(
            only(ok(http.post(INFER, OpenInference.json(digits))).get("outputs")).get("data"));
  }

  @ParameterizedTest
  @CsvSource({"true, false, true", "false, true, false", ", true, true", "true, , true"})
  void anOutputComesInTheFormAskedFor(String ofOutput, String ofRequest, boolean binary) {
    String header =
        """
        {"parameters": {"custom": "x", "priority": 1%s},
         "outputs": [{"name": "probabilities", "parameters": {"other": 1%s}}],
         "inputs": [{"name": "input", "shape": [1, 512], "datatype": "FP32",
           "parameters": {"binary_data_size": 2048}}]}
        """
            .formatted(
                ofRequest == null ? "" : ", \"binary_data_output\": " + ofRequest,
                ofOutput == null ? "" : ", \"binary_data\": " + ofOutput);

    HttpResponse<byte[]> answer = Http.sendForBytes(infer(header, new byte[2048]));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue(OpenInference.JSON_LENGTH).isPresent())
        .isEqualTo(binary);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue(binary ? "application/octet-stream" : "application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void requestsAndAnswersMayBeCompressed(String coding) throws IOException {
    List<Digit> digits = Digits.heldOut().subList(0, 50);
    String header = OpenInference.header(digits.size());
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("gzip")
            ? new GZIPOutputStream(compressed)
            : new DeflaterOutputStream(compressed)) {
      out.write(OpenInference.body(header, OpenInference.pixels(digits)));
    }

    HttpResponse<byte[]> answer =
        Http.sendForBytes(
            http.to(INFER)
                .header("Content-Encoding", coding)
                .header("Accept-Encoding", coding)
                .header(OpenInference.JSON_LENGTH, String.valueOf(header.length()))
                .POST(BodyPublishers.ofByteArray(compressed.toByteArray())));

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue(coding);
    byte[] body =
        (coding.equals("gzip")
                ? new GZIPInputStream(new ByteArrayInputStream(answer.body()))
                : new InflaterInputStream(new ByteArrayInputStream(answer.body())))
            .readAllBytes();
    double[] probabilities = probabilities(answer, body, digits.size());
    assertThat(OpenInference.correct(digits, probabilities)).isGreaterThanOrEqualTo(45);
  }

  @Test
  void aLargeJsonAnswerMayBeCompressedToo() throws IOException {
    HttpResponse<byte[]> answer =
        Http.sendForBytes(
            http.to(INFER)
                .header("Accept-Encoding", "gzip")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(OpenInference.json(Digits.heldOut().subList(0, 40)))));

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(
            JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(answer.body())))
                .at("/outputs/0/data"))
        .hasSize(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /v2/nope",
        "GET  | /v2/models",
        "GET  | /v2/models/nope",
        "GET  | /v2/models/nope/ready",
        "GET  | /v2/models/digits/versions/2",
        "GET  | /v2/models/digits/versions/x/ready",
        "GET  | /v2/models/%2e%2e%2f%2e%2e",
        "GET  | /v2/models/a%20b%00",
        "POST | /v2/models/nope/infer",
        "POST | /v2/models/digits/versions/99/infer",
        "POST | /v2/models/digits/config",
        "POST | /v2/repository/models/digits"
      })
  void whatIsNotThereIsNotFound(String method, String path) {
    HttpRequest.Builder request =
        http.to(path).method(method, BodyPublishers.ofString("{\"inputs\":[]}"));

    ProtocolError.in(Http.send(request), 404);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v2, GET",
    "DELETE, /v2/health/ready, GET",
    "PUT, /v2/models/digits, GET",
    "GET, /v2/models/digits/infer, POST",
    "GET, /v2/repository/index, POST",
    "GET, /v2/repository/models/digits/load, POST"
  })
  void aMethodThatThePathDoesNotTake(String method, String path, String allowed) {
    Answer answer = Http.send(http.to(path).method(method, BodyPublishers.noBody()));

    ProtocolError.in(answer, 405);
    assertThat(answer.header("Allow")).get().asString().contains(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/plain",
    "Content-Type, application/x-www-form-urlencoded",
    "Content-Encoding, br"
  })
  void aBodyOfAnotherKindIsRefused(String header, String value) {
    Answer answer =
        Http.send(
            http.to(INFER)
                .header(header, value)
                .POST(BodyPublishers.ofString(OpenInference.json(Digits.heldOut().subList(0, 1)))));

    assertThat(ProtocolError.in(answer, 415)).contains(header);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input  | FP64 | [1, 512]   | 512  | FP32",
        "input  | FP32 | [1, 511]   | 511  | 512",
        "input  | FP32 | [512]      | 512  | 512",
        "other  | FP32 | [1, 512]   | 512  | other",
        "input  | FP32 | [2, 512]   | 512  | /inputs/0/data",
        "input  | FP32 | [-1, 512]  | 512  | /inputs/0/shape/0",
        "input  | FP32 | [4611686018427387904, 512] | 512 | /inputs/0/shape",
        "input  | FP99 | [1, 512]   | 512  | /inputs/0/datatype"
      })
  void anInputThatIsNotTheModelsIsTold(
      String name, String datatype, String shape, int count, String expected) {
    String data = "[" + "0.5,".repeat(count - 1) + "1]";

    Answer answer =
        http.post(
            INFER,
            "{\"inputs\":[{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":%s,\"data\":%s}]}"
                .formatted(name, datatype, shape, data));

    assertThat(ProtocolError.in(answer, 400)).contains(expected);
  }

  @Test
  void anOutputThatTheModelHasNotIsTold() {
    String request = OpenInference.json(Digits.heldOut().subList(0, 1)).strip();

    Answer answer =
        http.post(
            INFER,
            request.substring(0, request.length() - 1)
                + ", \"outputs\": [{\"name\": \"logits\"}]}");

    assertThat(ProtocolError.in(answer, 400)).contains("logits");
  }

  @Test
  @OnlyOnServers
  void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsStatedOrNot() {
    byte[] body = new byte[17 * 1024 * 1024];

    assertThat(
            ProtocolError.in(Http.send(http.to(INFER).POST(BodyPublishers.ofByteArray(body))), 413))
        .contains("quartet.serving.max-body-bytes");
    assertThat(
            ProtocolError.in(
                Http.send(
                    http.to(INFER)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
                413))
        .contains("quartet.serving.max-body-bytes");
  }

  @Test
  void aBodyThatInflatesBeyondTheLimitIsRefused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[17 * 1024 * 1024]);
    }

    ProtocolError.in(
        Http.send(
            http.to(INFER)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb.toByteArray()))),
        413);
  }

  @Test
  void theIndexListsTheModels() {
    JsonNode index = ok(http.post("/v2/repository/index", "{\"ready\": true}"));

    assertThat(index.toString())
        .contains("{\"name\":\"digits\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "unload"})
  @OnlyOnZips
  void modelsAreNotLoadedOrUnloadedOnLambda(String operation) {
    assertThat(ok(http.get("/v2")).get("extensions"))
        .extracting(JsonNode::asText)
        .doesNotContain("model_repository");
    assertThat(ProtocolError.in(http.post("/v2/repository/models/digits/" + operation, "{}"), 403))
        .contains("Lambda");
    assertThat(http.get("/v2/models/digits/ready").status()).isEqualTo(200);
  }

  @Test
  void theRequestIdComesBackAlsoWithAnError() {
    Answer answer = Http.send(http.to("/v2/nope").header("X-Request-Id", "contract-43").GET());

    assertThat(answer.header("X-Request-Id")).hasValue("contract-43");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/health/live", INFER, "/v2/nope", "/v2/repository/index"})
  void headAndOptionsAreNoErrorOfOurs(String path) {
    for (String method : new String[] {"HEAD", "OPTIONS"}) {
      Answer answer = Http.send(http.to(path).method(method, BodyPublishers.noBody()));

      assertThat(answer.status()).as("%s %s: %s", method, path, answer).isLessThan(500);
    }
  }

  private HttpResponse<byte[]> binary(List<Digit> digits) {
    return Http.sendForBytes(
        infer(OpenInference.header(digits.size()), OpenInference.pixels(digits)));
  }

  private HttpRequest.Builder infer(String header, byte[] data) {
    return http.to(INFER)
        .header("Content-Type", "application/octet-stream")
        .header(OpenInference.JSON_LENGTH, String.valueOf(header.length()))
        .POST(BodyPublishers.ofByteArray(OpenInference.body(header, data)));
  }

  private static double[] probabilities(HttpResponse<byte[]> answer, int count) throws IOException {
    return probabilities(answer, answer.body(), count);
  }

  private static double[] probabilities(HttpResponse<byte[]> answer, byte[] body, int count)
      throws IOException {
    assertThat(answer.statusCode()).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    int jsonBytes =
        Integer.parseInt(answer.headers().firstValue(OpenInference.JSON_LENGTH).orElseThrow());
    JsonNode json = JSON.readTree(body, 0, jsonBytes);
    assertThat(json.get("id").asText()).isEqualTo("contract-2");
    JsonNode output = only(json.get("outputs"));
    assertThat(output.get("shape").toString()).isEqualTo("[%d,10]".formatted(count));
    assertThat(output.has("data")).isFalse();
    assertThat(output.at("/parameters/binary_data_size").asInt())
        .isEqualTo(count * 10 * Float.BYTES)
        .isEqualTo(body.length - jsonBytes);
    ByteBuffer floats =
        ByteBuffer.wrap(body, jsonBytes, body.length - jsonBytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] probabilities = new double[count * 10];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = floats.getFloat();
    }
    return probabilities;
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    return answer.json();
  }

  private static JsonNode only(JsonNode array) {
    assertThat(array).hasSize(1);
    return array.get(0);
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
