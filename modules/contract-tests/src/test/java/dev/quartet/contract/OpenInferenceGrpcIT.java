package dev.quartet.contract;

import static dev.quartet.contract.GrpcClient.error;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.PERMISSION_DENIED;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static io.grpc.Status.Code.UNAVAILABLE;
import static io.grpc.Status.Code.UNIMPLEMENTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.quartet.contract.Digits.Digit;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Artifacts;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnLocal;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.RunningTarget;
import dev.quartet.serving.grpc.health.HealthCheckRequest;
import dev.quartet.serving.grpc.health.HealthCheckResponse.ServingStatus;
import dev.quartet.serving.grpc.health.HealthGrpc;
import dev.quartet.serving.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import dev.quartet.serving.grpc.protocol.ModelInferRequest;
import dev.quartet.serving.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.quartet.serving.grpc.protocol.ModelInferRequest.InferRequestedOutputTensor;
import dev.quartet.serving.grpc.protocol.ModelInferResponse;
import dev.quartet.serving.grpc.protocol.ModelInferResponse.InferOutputTensor;
import dev.quartet.serving.grpc.protocol.ModelMetadataRequest;
import dev.quartet.serving.grpc.protocol.ModelMetadataResponse;
import dev.quartet.serving.grpc.protocol.ModelReadyRequest;
import dev.quartet.serving.grpc.protocol.RepositoryIndexRequest;
import dev.quartet.serving.grpc.protocol.RepositoryModelLoadRequest;
import dev.quartet.serving.grpc.protocol.RepositoryModelUnloadRequest;
import dev.quartet.serving.grpc.protocol.ServerLiveRequest;
import dev.quartet.serving.grpc.protocol.ServerMetadataRequest;
import dev.quartet.serving.grpc.protocol.ServerReadyRequest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Open Inference Protocol over gRPC, with the model that every target brings. */
@ContractTest
@OnlyOnServers
final class OpenInferenceGrpcIT {

  private static final int BODY_LIMIT = 16 * 1024 * 1024;

  private final Http http;
  private final Fresh fresh;
  private final GrpcClient client;

  OpenInferenceGrpcIT(Http http, Fresh fresh) {
    this.http = http;
    this.fresh = fresh;
    this.client = new GrpcClient(http);
  }

  @AfterEach
  void hangUp() {
    client.close();
  }

  @Test
  void theServerAndTheModelSayWhatTheyAre() {
    assertThat(client.calls().serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
        .isTrue();
    assertThat(client.calls().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
        .isTrue();
    assertThat(
            client
                .calls()
                .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                .getExtensionsList())
        .contains("binary_tensor_data");
    assertThat(
            client
                .calls()
                .modelReady(ModelReadyRequest.newBuilder().setName("digits").build())
                .getReady())
        .isTrue();
    ModelMetadataResponse model =
        client
            .calls()
            .modelMetadata(
                ModelMetadataRequest.newBuilder().setName("digits").setVersion("1").build());
    assertThat(model.getName()).isEqualTo("digits");
    assertThat(model.getVersionsList()).containsExactly("1");
    assertThat(model.getPlatform()).startsWith("onnx");
    assertThat(model.getInputs(0).getName()).isEqualTo("input");
    assertThat(model.getInputs(0).getDatatype()).isEqualTo("FP32");
    assertThat(model.getInputs(0).getShapeList()).containsExactly(-1L, 512L);
    assertThat(model.getOutputs(0).getName()).isEqualTo("probabilities");
  }

  @Test
  void gRpcsOwnHealthServiceTellsWhetherItIsReady() {
    HealthGrpc.HealthBlockingStub health =
        HealthGrpc.newBlockingStub(client.channel()).withDeadlineAfter(60, TimeUnit.SECONDS);

    assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(ServingStatus.SERVING);
    error(
        NOT_FOUND, () -> health.check(HealthCheckRequest.newBuilder().setService("nope").build()));
  }

  @Test
  void theAnswerIsThatOfHttp() {
    List<Digit> digits = Digits.heldOut().subList(0, 50);
    byte[] pixels = OpenInference.pixels(digits);

    ModelInferResponse raw =
        client
            .calls()
            .modelInfer(
                request(digits.size())
                    .setId("an id")
                    .addRawInputContents(ByteString.copyFrom(pixels))
                    .build());
    ModelInferResponse typed =
        client.calls().modelInfer(request(digits.size(), floats(pixels)).build());

    Answer byHttp = http.post("/v2/models/digits/infer", OpenInference.json(digits));
    double[] expected =
        byHttp
            .json()
            .at("/outputs/0/data")
            .valueStream()
            .mapToDouble(value -> value.asDouble())
            .toArray();
    assertThat(raw.getId()).isEqualTo("an id");
    assertThat(raw.getModelName()).isEqualTo("digits");
    assertThat(raw.getModelVersion()).isEqualTo("1");
    assertThat(raw.getOutputs(0).getShapeList()).containsExactly(50L, 10L);
    assertThat(typed.getRawOutputContentsCount()).isZero();
    List<Float> fromRaw = floats(raw.getRawOutputContents(0).toByteArray()).getFp32ContentsList();
    List<Float> fromTyped = typed.getOutputs(0).getContents().getFp32ContentsList();
    assertThat(fromRaw).hasSize(expected.length);
    assertThat(fromTyped).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) fromRaw.get(i)).isCloseTo(expected[i], within(1e-6));
      assertThat((double) fromTyped.get(i)).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void aCompressedRequestIsServed() {
    ModelInferRequest request =
        request(8, floats(new byte[8 * Digits.LENGTH * Float.BYTES])).build();

    assertThat(client.calls().withCompression("gzip").modelInfer(request))
        .isEqualTo(client.calls().modelInfer(request));
  }

  @Test
  void errorsHaveTheTextsOfHttp() {
    ModelInferRequest good = good();
    assertThat(
            error(
                NOT_FOUND,
                () -> client.calls().modelInfer(good.toBuilder().setModelName("nope").build())))
        .isEqualTo(
            ProtocolError.in(
                http.post(
                    "/v2/models/nope/infer", OpenInference.json(Digits.heldOut().subList(0, 1))),
                404));
    assertThat(
            error(
                NOT_FOUND,
                () -> client.calls().modelInfer(good.toBuilder().setModelVersion("99").build())))
        .contains("'99'");
    assertThat(
            error(
                INVALID_ARGUMENT,
                () ->
                    client
                        .calls()
                        .modelInfer(
                            good.toBuilder()
                                .addOutputs(
                                    InferRequestedOutputTensor.newBuilder().setName("logits"))
                                .build())))
        .contains("'logits'");
    assertThat(
            error(
                INVALID_ARGUMENT,
                () ->
                    client
                        .calls()
                        .modelInfer(
                            request(2, floats(new byte[Digits.LENGTH * Float.BYTES])).build())))
        .isEqualTo(
            "/inputs/0/contents/fp32_contents: has 512 elements, and the shape [2, 512] calls for"
                + " 1024.");
    assertThat(
            error(
                NOT_FOUND,
                () ->
                    client
                        .calls()
                        .modelMetadata(
                            ModelMetadataRequest.newBuilder().setName("\u00e9 %").build())))
        .contains("'\u00e9 %'");
    assertThat(
            error(
                NOT_FOUND,
                () ->
                    client
                        .calls()
                        .modelReady(
                            ModelReadyRequest.newBuilder().setName("x".repeat(50_000)).build())))
        .endsWith("...");
  }

  @Test
  void aMessageAboveTheLimitIsRefusedAndTheConnectionServesOn() {
    ByteString large = ByteString.copyFrom(new byte[BODY_LIMIT]);

    assertThat(
            error(
                RESOURCE_EXHAUSTED,
                () -> client.calls().modelInfer(request(1).addRawInputContents(large).build())))
        .isEqualTo("The body is larger than 16777216 bytes (quartet.serving.max-body-bytes).");
    assertThat(
            error(
                RESOURCE_EXHAUSTED,
                () ->
                    client
                        .calls()
                        .withCompression("gzip")
                        .modelInfer(request(1).addRawInputContents(large).build())))
        .contains("quartet.serving.max-body-bytes");

    client.calls().modelInfer(good());
  }

  @Test
  void whatIsNotServedIsUnimplemented() {
    for (String method :
        List.of("inference.GRPCInferenceService/ModelStreamInfer", "some.Service/Some")) {
      MethodDescriptor<ModelInferRequest, ModelInferResponse> unknown =
          GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder()
              .setFullMethodName(method)
              .build();
      error(
          UNIMPLEMENTED,
          () ->
              ClientCalls.blockingUnaryCall(
                  client.channel(),
                  unknown,
                  CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
                  good()));
    }
  }

  @Test
  void aCallThatIsNoGrpcIsTold() {
    Answer answer =
        Http.send(
            http.to("/inference.GRPCInferenceService/ModelInfer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body()).contains("HTTP/2", "application/grpc");
  }

  @Test
  void aModelIsUnloadedAndLoaded() {
    try (RunningTarget target = fresh.start();
        GrpcClient own = new GrpcClient(target.http())) {
      own.calls()
          .repositoryModelUnload(
              RepositoryModelUnloadRequest.newBuilder().setModelName("digits").build());

      assertThat(error(UNAVAILABLE, () -> own.calls().modelInfer(good())))
          .contains("digits", "UNAVAILABLE");
      assertThat(
              own.calls()
                  .modelReady(ModelReadyRequest.newBuilder().setName("digits").build())
                  .getReady())
          .isFalse();
      assertThat(
              own.calls()
                  .repositoryIndex(RepositoryIndexRequest.newBuilder().setReady(true).build())
                  .getModelsCount())
          .isZero();

      own.calls()
          .repositoryModelLoad(
              RepositoryModelLoadRequest.newBuilder().setModelName("digits").build());

      own.calls().modelInfer(good());
      assertThat(
              own.calls()
                  .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                  .getModels(0)
                  .getState())
          .isEqualTo("READY");
    }
  }

  @Test
  void callersMayBeKeptFromLoadingAndUnloading() {
    try (RunningTarget target = fresh.startWith("QUARTET_SERVING_REPOSITORY_CONTROL", "false");
        GrpcClient own = new GrpcClient(target.http())) {
      assertThat(
              error(
                  PERMISSION_DENIED,
                  () ->
                      own.calls()
                          .repositoryModelUnload(
                              RepositoryModelUnloadRequest.newBuilder()
                                  .setModelName("digits")
                                  .build())))
          .contains("quartet.serving.repository-control");
      own.calls().modelInfer(good());
    }
  }

  @Test
  void moreRequestsThanAreAdmittedAreUnavailable() {
    try (RunningTarget target = fresh.startWith("QUARTET_HTTP_MAX_CONCURRENT_REQUESTS", "0");
        GrpcClient own = new GrpcClient(target.http())) {
      assertThat(error(UNAVAILABLE, () -> own.calls().modelInfer(good())))
          .isEqualTo("Too many requests are in progress. Retry later.");
    }
  }

  @Test
  @OnlyOnLocal
  void everyDatatypeComesOutAsItGoesIn(@TempDir Path models) throws IOException {
    Files.createDirectories(models.resolve("digits/1"));
    Files.createDirectories(models.resolve("echo/1"));
    Files.copy(Artifacts.digitsModel(), models.resolve("digits/1/model.onnx"));
    Files.copy(Artifacts.echoModel(), models.resolve("echo/1/model.onnx"));
    try (RunningTarget target = fresh.startWith("QUARTET_MODELS", models.toString());
        GrpcClient own = new GrpcClient(target.http())) {
      ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("echo");
      bytes()
          .forEach(
              (datatype, contents) ->
                  request.addInputs(input(datatype)).addRawInputContents(contents));

      ModelInferResponse answer = own.calls().modelInfer(request.build());

      assertThat(answer.getOutputsCount()).isEqualTo(13);
      for (int i = 0; i < answer.getOutputsCount(); i++) {
        InferOutputTensor output = answer.getOutputs(i);
        assertThat(output.getName()).isEqualTo(output.getDatatype() + "_OUT");
        assertThat(answer.getRawOutputContents(i))
            .as(output.getDatatype())
            .isEqualTo(bytes().get(output.getDatatype()));
      }
    }
  }

  private static InferInputTensor.Builder input(String datatype) {
    return InferInputTensor.newBuilder().setName(datatype).setDatatype(datatype).addShape(2);
  }

  /** Two elements of each datatype. */
  private static Map<String, ByteString> bytes() {
    return Map.ofEntries(
        bytes("BOOL", 1, 0),
        bytes("UINT8", 1, 255),
        bytes("UINT16", 1, 0, 255, 255),
        bytes("UINT32", 1, 0, 0, 0, 255, 255, 255, 255),
        bytes("UINT64", 1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255),
        bytes("INT8", 1, 128),
        bytes("INT16", 1, 0, 0, 128),
        bytes("INT32", 1, 0, 0, 0, 0, 0, 0, 128),
        bytes("INT64", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128),
        bytes("FP16", 0, 60, 0, 188),
        bytes("FP32", 0, 0, 128, 63, 0, 0, 192, 127),
        bytes("FP64", 0, 0, 0, 0, 0, 0, 240, 63, 0, 0, 0, 0, 0, 0, 240, 191),
        bytes("BYTES", 2, 0, 0, 0, 'a', 'b', 0, 0, 0, 0));
  }

  private static Map.Entry<String, ByteString> bytes(String datatype, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Map.entry(datatype, ByteString.copyFrom(bytes));
  }

  private static ModelInferRequest good() {
    return request(1, floats(new byte[Digits.LENGTH * Float.BYTES])).build();
  }

  private static ModelInferRequest.Builder request(int images, InferTensorContents... contents) {
    InferInputTensor.Builder input =
        InferInputTensor.newBuilder()
            .setName("input")
            .setDatatype("FP32")
            .addShape(images)
            .addShape(Digits.LENGTH);
    for (InferTensorContents some : contents) {
      input.setContents(some);
    }
    return ModelInferRequest.newBuilder().setModelName("digits").addInputs(input);
  }

  private static InferTensorContents floats(byte[] littleEndian) {
    ByteBuffer bytes = ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN);
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    while (bytes.hasRemaining()) {
      contents.addFp32Contents(bytes.getFloat());
    }
    return contents.build();
  }
}
