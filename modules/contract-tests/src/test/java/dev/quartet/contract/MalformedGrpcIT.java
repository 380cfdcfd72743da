package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import dev.quartet.serving.grpc.protocol.ModelInferRequest;
import dev.quartet.serving.grpc.protocol.ModelInferRequest.InferInputTensor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Messages that no client would make, each wrong for certain. */
@ContractTest
@OnlyOnServers
final class MalformedGrpcIT {

  private static final long SEED = 20_261_125;
  private static final int COUNT = 500;
  private static final Set<Status.Code> ERRORS_OF_THE_CLIENT =
      Set.of(Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND, Status.Code.RESOURCE_EXHAUSTED);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Supplier<byte[]>> spoilings =
      List.of(
          this::cutOff,
          this::noise,
          this::shapeThatLies,
          this::negativeDimension,
          this::hugeDimensions,
          this::otherDatatype,
          this::otherField,
          this::rawOfAnotherSize,
          this::rawForNoInput,
          this::rawAndTyped,
          this::inputTwice,
          this::tooManyInputs,
          this::textThatIsNone);

  private final Http http;

  MalformedGrpcIT(Http http) {
    this.http = http;
  }

  @Test
  void fiveHundredMalformedMessagesAreEachAnErrorOfTheClientAndTheTargetServesOn() {
    List<String> wrong = new ArrayList<>();
    try (GrpcClient client = new GrpcClient(http)) {
      for (int i = 0; i < COUNT; i++) {
        int way = i % spoilings.size();
        byte[] message = spoilings.get(way).get();
        try {
          client.infer(message);
          wrong.add("spoiling %d, message %d: no error".formatted(way, i));
        } catch (StatusRuntimeException e) {
          Status status = e.getStatus();
          if (!ERRORS_OF_THE_CLIENT.contains(status.getCode())
              || String.valueOf(status.getDescription()).isBlank()) {
            wrong.add("spoiling %d, message %d: %s".formatted(way, i, status));
          }
        }
      }

      assertThat(wrong).isEmpty();
      client.infer(good().build().toByteArray());
    }
  }

  private static ModelInferRequest.Builder good() {
    return ModelInferRequest.newBuilder()
        .setModelName("digits")
        .addInputs(input())
        .addRawInputContents(ByteString.copyFrom(new byte[Digits.LENGTH * Float.BYTES]));
  }

  private static InferInputTensor.Builder input() {
    return InferInputTensor.newBuilder()
        .setName("input")
        .setDatatype("FP32")
        .addShape(1)
        .addShape(Digits.LENGTH);
  }

  private static byte[] with(InferInputTensor.Builder input) {
    return good().setInputs(0, input).build().toByteArray();
  }

  private byte[] cutOff() {
    byte[] good = good().build().toByteArray();
    return Arrays.copyOf(good, random.nextInt(good.length));
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(4_096)];
    random.nextBytes(noise);
    // A tag of field 0, which no message has.
    noise[0] = 0;
    return noise;
  }

  private byte[] shapeThatLies() {
    return with(input().setShape(random.nextInt(2), random.nextLong(513, 1_000_000)));
  }

  private byte[] negativeDimension() {
    return with(input().setShape(random.nextInt(2), -random.nextLong(1, Long.MAX_VALUE)));
  }

  private byte[] hugeDimensions() {
    return with(
        input()
            .setShape(0, random.nextLong(1L << 31, Long.MAX_VALUE))
            .setShape(1, random.nextLong(1L << 31, Long.MAX_VALUE)));
  }

  private byte[] otherDatatype() {
    List<String> others = List.of("FP8", "", "fp32", "INT32", "FP64", "BYTES", "BOOL");
    return with(input().setDatatype(others.get(random.nextInt(others.size()))));
  }

  private byte[] otherField() {
    return good()
        .clearRawInputContents()
        .setInputs(
            0,
            input().setContents(InferTensorContents.newBuilder().addIntContents(random.nextInt())))
        .build()
        .toByteArray();
  }

  private byte[] rawOfAnotherSize() {
    return good()
        .setRawInputContents(0, ByteString.copyFrom(new byte[random.nextInt(2_048)]))
        .build()
        .toByteArray();
  }

  private byte[] rawForNoInput() {
    return good()
        .addRawInputContents(ByteString.copyFrom(new byte[random.nextInt(64)]))
        .build()
        .toByteArray();
  }

  private byte[] rawAndTyped() {
    return with(input().setContents(InferTensorContents.newBuilder().addFp32Contents(1)));
  }

  private byte[] inputTwice() {
    return good()
        .addInputs(input())
        .addRawInputContents(ByteString.copyFrom(new byte[Digits.LENGTH * Float.BYTES]))
        .build()
        .toByteArray();
  }

  private byte[] tooManyInputs() {
    byte[] many = new byte[2 * (1_001 + random.nextInt(10_000))];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = 0x2A;
    }
    return many;
  }

  private byte[] textThatIsNone() {
    byte[] message = good().setId("aaaaaaaaaaaaaaaa").build().toByteArray();
    for (int i = 0; i < message.length; i++) {
      if (message[i] == 'a' && message[i + 1] == 'a') {
        message[i + random.nextInt(16)] = (byte) 0xFF;
        break;
      }
    }
    return message;
  }
}
