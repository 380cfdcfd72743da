package dev.quartet.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.serving.ServingConfig;
import org.junit.jupiter.api.Test;

final class GrpcProtocolTest {

  private static final ServingConfig CONFIG =
      new ServingConfig() {
        @Override
        public long maxBodyBytes() {
          return 1_234;
        }

        @Override
        public boolean repositoryControl() {
          return true;
        }

        @Override
        public Image image() {
          throw new UnsupportedOperationException("nothing of images is asked by gRPC");
        }
      };

  @Test
  void theMethodsOfTheServicesAreItsOwn() {
    GrpcProtocol protocol = new GrpcProtocol(CONFIG, "/");

    assertThat(protocol.owns("/inference.GRPCInferenceService/ModelInfer")).isTrue();
    assertThat(protocol.owns("/grpc.health.v1.Health/Check")).isTrue();
    assertThat(protocol.owns("/inference.GRPCInferenceService")).isFalse();
    assertThat(protocol.owns("/inference.GRPCInferenceServiceX/ModelInfer")).isFalse();
    assertThat(protocol.owns("/v2/models")).isFalse();
    assertThat(protocol.owns("/")).isFalse();
  }

  @Test
  void theyAreBelowTheRootPath() {
    GrpcProtocol protocol = new GrpcProtocol(CONFIG, "/app");

    assertThat(protocol.owns("/app/inference.GRPCInferenceService/ModelInfer")).isTrue();
    assertThat(protocol.owns("/inference.GRPCInferenceService/ModelInfer")).isFalse();
  }

  @Test
  void aMessageMayBeAsLargeAsABodyByHttp() {
    assertThat(new GrpcProtocol(CONFIG, "/").bodyLimit().bytes()).isEqualTo(1_234);
  }
}
