package dev.quartet.serving.grpc;

import com.google.protobuf.MessageLite;
import dev.quartet.serving.grpc.health.HealthCheckRequest;
import dev.quartet.serving.grpc.health.HealthCheckResponse;
import dev.quartet.serving.grpc.health.HealthCheckResponse.ServingStatus;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Server;
import dev.quartet.serving.protocol.Work;
import jakarta.inject.Singleton;

/** gRPC's own health service: whether inference is ready. */
@Singleton
final class HealthMethods implements Methods {

  private final Server server;

  HealthMethods(Server server) {
    this.server = server;
  }

  @Override
  public Work<byte[]> begin(String method, Part message) {
    return new Work.Blocking<>(() -> Frame.of(call(method, message)));
  }

  private MessageLite call(String method, Part message) {
    if (!method.equals("Check")) {
      throw new Refusal(
          501, "%s has no method '%s' that is served.".formatted(Services.HEALTH, method));
    }
    String service =
        Messages.read(message, HealthCheckRequest.parser(), "HealthCheckRequest").getService();
    if (!service.isEmpty() && !Services.ALL.contains(service)) {
      throw new Refusal(404, "There is no service '" + service + "'.");
    }
    return HealthCheckResponse.newBuilder()
        .setStatus(server.isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
        .build();
  }
}
