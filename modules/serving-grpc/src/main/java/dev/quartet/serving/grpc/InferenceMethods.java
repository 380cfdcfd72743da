package dev.quartet.serving.grpc;

import com.google.protobuf.MessageLite;
import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.TensorType;
import dev.quartet.serving.grpc.protocol.ModelMetadataRequest;
import dev.quartet.serving.grpc.protocol.ModelMetadataResponse;
import dev.quartet.serving.grpc.protocol.ModelReadyRequest;
import dev.quartet.serving.grpc.protocol.ModelReadyResponse;
import dev.quartet.serving.grpc.protocol.RepositoryIndexRequest;
import dev.quartet.serving.grpc.protocol.RepositoryIndexResponse;
import dev.quartet.serving.grpc.protocol.RepositoryModelLoadRequest;
import dev.quartet.serving.grpc.protocol.RepositoryModelLoadResponse;
import dev.quartet.serving.grpc.protocol.RepositoryModelUnloadRequest;
import dev.quartet.serving.grpc.protocol.RepositoryModelUnloadResponse;
import dev.quartet.serving.grpc.protocol.ServerLiveResponse;
import dev.quartet.serving.grpc.protocol.ServerMetadataResponse;
import dev.quartet.serving.grpc.protocol.ServerReadyResponse;
import dev.quartet.serving.protocol.Inference;
import dev.quartet.serving.protocol.Inferences;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.RepositoryControl;
import dev.quartet.serving.protocol.RequestedModels;
import dev.quartet.serving.protocol.Server;
import dev.quartet.serving.protocol.Work;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The methods of the protocol's service. */
@Singleton
final class InferenceMethods implements Methods {

  private final Server server;
  private final RequestedModels models;
  private final Inferences inferences;
  private final ModelRepository repository;
  private final RepositoryControl control;

  InferenceMethods(
      Server server,
      RequestedModels models,
      Inferences inferences,
      ModelRepository repository,
      RepositoryControl control) {
    this.server = server;
    this.models = models;
    this.inferences = inferences;
    this.repository = repository;
    this.control = control;
  }

  @Override
  public Work<byte[]> begin(String method, Part message) {
    return method.equals("ModelInfer")
        ? infer(message)
        : new Work.Blocking<>(() -> Frame.of(call(method, message)));
  }

  private Work<byte[]> infer(Part message) {
    long startNanos = System.nanoTime();
    InferRequest request = InferReader.read(message);
    Inference asked =
        new Inference(
            request.model(),
            request.version(),
            request.inputs(),
            request.outputs(),
            System.nanoTime() - startNanos);
    return inferences.begin(
        asked,
        (model, version, outputs) -> Frame.of(InferWriter.write(request, model, version, outputs)));
  }

  private MessageLite call(String method, Part message) {
    return switch (method) {
      case "ServerLive" -> ServerLiveResponse.newBuilder().setLive(true).build();
      case "ServerReady" -> ServerReadyResponse.newBuilder().setReady(server.isReady()).build();
      case "ServerMetadata" ->
          ServerMetadataResponse.newBuilder()
              .setName(server.name())
              .setVersion(server.version())
              .addAllExtensions(server.extensions())
              .build();
      case "ModelReady" ->
          modelReady(Messages.read(message, ModelReadyRequest.parser(), "ModelReadyRequest"));
      case "ModelMetadata" ->
          modelMetadata(
              Messages.read(message, ModelMetadataRequest.parser(), "ModelMetadataRequest"));
      case "RepositoryIndex" ->
          index(Messages.read(message, RepositoryIndexRequest.parser(), "RepositoryIndexRequest"));
      case "RepositoryModelLoad" -> load(message);
      case "RepositoryModelUnload" -> unload(message);
      default ->
          throw new Refusal(
              501, "%s has no method '%s' that is served.".formatted(Services.INFERENCE, method));
    };
  }

  /** One that is there and not ready is no error. */
  private MessageLite modelReady(ModelReadyRequest request) {
    try (ServedModel model = models.of(request.getName(), version(request.getVersion()))) {
      return ModelReadyResponse.newBuilder().setReady(!model.version().isEmpty()).build();
    } catch (Refusal e) {
      if (e.status() != 503) {
        throw e;
      }
      return ModelReadyResponse.getDefaultInstance();
    }
  }

  private MessageLite modelMetadata(ModelMetadataRequest request) {
    try (ServedModel model = models.of(request.getName(), version(request.getVersion()))) {
      ModelMetadataResponse.Builder response =
          ModelMetadataResponse.newBuilder()
              .setName(model.name())
              .addAllVersions(model.versions())
              .setPlatform(model.platform());
      model.inputs().forEach(input -> response.addInputs(metadata(input)));
      model.outputs().forEach(output -> response.addOutputs(metadata(output)));
      return response.build();
    }
  }

  private static @Nullable String version(String version) {
    return version.isEmpty() ? null : version;
  }

  private static ModelMetadataResponse.TensorMetadata metadata(TensorType tensor) {
    return ModelMetadataResponse.TensorMetadata.newBuilder()
        .setName(tensor.name())
        .setDatatype(tensor.datatype().name())
        .addAllShape(tensor.shape())
        .build();
  }

  private MessageLite index(RepositoryIndexRequest request) {
    RepositoryIndexResponse.Builder response = RepositoryIndexResponse.newBuilder();
    for (ModelEntry entry : server.models(request.getReady())) {
      response
          .addModelsBuilder()
          .setName(entry.name())
          .setVersion(entry.version())
          .setState(entry.state().name())
          .setReason(entry.reason());
    }
    return response.build();
  }

  private MessageLite load(Part message) {
    control.require();
    RepositoryModelLoadRequest request =
        Messages.read(message, RepositoryModelLoadRequest.parser(), "RepositoryModelLoadRequest");
    for (String parameter : request.getParametersMap().keySet()) {
      RepositoryControl.requireServed(
          parameter, Place.WHOLE.member("parameters").member(parameter));
    }
    String model = model(request.getModelName(), request.getRepositoryName());
    repository.load(model);
    return RepositoryModelLoadResponse.newBuilder().setModelName(model).setIsLoaded(true).build();
  }

  private MessageLite unload(Part message) {
    control.require();
    RepositoryModelUnloadRequest request =
        Messages.read(
            message, RepositoryModelUnloadRequest.parser(), "RepositoryModelUnloadRequest");
    String model = model(request.getModelName(), request.getRepositoryName());
    repository.unload(model);
    return RepositoryModelUnloadResponse.newBuilder()
        .setModelName(model)
        .setIsUnloaded(true)
        .build();
  }

  /** KServe's clients have the model where Triton's have the repository. */
  private static String model(String model, String repository) {
    return model.isEmpty() ? repository : model;
  }
}
