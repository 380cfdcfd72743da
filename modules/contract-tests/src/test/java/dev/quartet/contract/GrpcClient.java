package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartet.contract.harness.Http;
import dev.quartet.serving.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.quartet.serving.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A client of the Open Inference Protocol over gRPC, at the port that serves HTTP. */
final class GrpcClient implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private static final MethodDescriptor<byte[], byte[]> INFER =
      GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder(BYTES, BYTES).build();

  private final ManagedChannel channel;

  GrpcClient(Http http) {
    URI server = http.to("/v2").build().uri();
    this.channel =
        NettyChannelBuilder.forAddress(server.getHost(), server.getPort())
            .usePlaintext()
            .maxInboundMessageSize(MOST_BYTES)
            .build();
  }

  ManagedChannel channel() {
    return channel;
  }

  GRPCInferenceServiceBlockingStub calls() {
    return GRPCInferenceServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Sends bytes that claim to be a request for inference. */
  byte[] infer(byte[] message) {
    return ClientCalls.blockingUnaryCall(
        channel,
        INFER,
        CallOptions.DEFAULT.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS),
        message);
  }

  /** The text of the error that a call is answered with, of the status that is expected. */
  static String error(Status.Code code, Callable<?> call) {
    StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, call::call);
    assertThat(error).as("an error of status %s", code).isNotNull();
    Status status = error.getStatus();
    assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
    String text = String.valueOf(status.getDescription());
    assertThat(text).isNotBlank().doesNotContain("dev.quartet", "java.", "Exception");
    return text;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
