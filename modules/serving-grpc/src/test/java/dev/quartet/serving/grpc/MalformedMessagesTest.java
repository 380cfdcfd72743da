package dev.quartet.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import dev.quartet.inference.Datatype;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import dev.quartet.serving.grpc.protocol.ModelInferRequest;
import dev.quartet.serving.protocol.Refusal;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class MalformedMessagesTest {

  private static final long SEED = 20_261_125;
  private static final int COUNT = 10_000;

  /** The bound of one request: the buffers of its reader, and no tensor. */
  private static final long FIXED_BYTES = 512 * 1024;

  private static final int BYTES_PER_MESSAGE_BYTE = 16;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void tenThousandMalformedMessagesAreReadOrRefusedWithoutALargeAllocation() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    complaint(Requests.good().build().toByteArray());
    List<String> wrong = new ArrayList<>();
    long mostDirectBytes = 0;
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] message = spoilt();
      long heapBefore = threads.getCurrentThreadAllocatedBytes();
      long directBefore = directBytes();
      String complaint = complaint(message);
      long heap = threads.getCurrentThreadAllocatedBytes() - heapBefore;
      mostDirectBytes = Math.max(mostDirectBytes, directBytes() - directBefore);
      if (complaint.startsWith("!")) {
        wrong.add(complaint);
      }
      refused += complaint.isEmpty() ? 0 : 1;
      if (heap > FIXED_BYTES + (long) BYTES_PER_MESSAGE_BYTE * message.length) {
        wrong.add("%d bytes of heap for %d of %s".formatted(heap, message.length, complaint));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(refused).isGreaterThan(COUNT * 9 / 10);
    assertThat(mostDirectBytes).as("direct memory of one request").isLessThan(FIXED_BYTES);
  }

  /** What is refused; empty for what can be read; with an exclamation mark what is neither. */
  private static String complaint(byte[] message) {
    try {
      InferReader.read(new Part(message, 0, message.length));
      return "";
    } catch (Refusal e) {
      return e.status() == 400 || e.status() == 413 ? e.detail() : "!" + e.status();
    } catch (RuntimeException e) {
      return "!" + e;
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private byte[] spoilt() {
    List<Supplier<byte[]>> ways =
        List.of(
            this::cutOff,
            this::noise,
            this::flipped,
            this::shapeThatLies,
            this::manyInputs,
            this::manyDimensions,
            this::manyParameters,
            this::manyUnknownFields,
            this::otherField,
            this::manyEmptyTexts);
    return ways.get(random.nextInt(ways.size())).get();
  }

  private byte[] cutOff() {
    byte[] good = Requests.good().build().toByteArray();
    byte[] cut = new byte[random.nextInt(good.length)];
    System.arraycopy(good, 0, cut, 0, cut.length);
    return cut;
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(4_096)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] flipped() {
    // Its name is what the model is found by, so that one without it is refused.
    byte[] message = Requests.good().clearModelName().setModelVersion("1").build().toByteArray();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return message;
  }

  private byte[] shapeThatLies() {
    Datatype[] datatypes = Datatype.values();
    ModelInferRequest.Builder request =
        Requests.toModel(
            Requests.input(
                "x",
                datatypes[random.nextInt(datatypes.length)],
                random.nextLong(Integer.MAX_VALUE / 8, Integer.MAX_VALUE),
                random.nextBoolean() ? 1 : random.nextLong()));
    if (random.nextBoolean()) {
      request.addRawInputContents(ByteString.copyFrom(new byte[random.nextInt(64)]));
    }
    return request.build().toByteArray();
  }

  private byte[] repeated(int tag, byte... value) {
    byte[] message = new byte[(1 + value.length) * 2_000];
    for (int i = 0; i < message.length; i += 1 + value.length) {
      message[i] = (byte) tag;
      System.arraycopy(value, 0, message, i + 1, value.length);
    }
    return message;
  }

  private byte[] manyInputs() {
    return repeated(random.nextBoolean() ? 0x2A : 0x3A, (byte) 0);
  }

  private byte[] manyDimensions() {
    return Requests.toModel(Requests.input("x", Datatype.FP32, random.longs(2_000, 1, 3).toArray()))
        .build()
        .toByteArray();
  }

  private byte[] manyParameters() {
    return repeated(0x22, (byte) 0);
  }

  private byte[] manyUnknownFields() {
    return repeated(0x78, (byte) random.nextInt(128));
  }

  private byte[] otherField() {
    return Requests.toModel(
            Requests.input("x", Datatype.INT8, 2)
                .setContents(InferTensorContents.newBuilder().addFp64Contents(random.nextDouble())))
        .build()
        .toByteArray();
  }

  private byte[] manyEmptyTexts() {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (int i = 0; i < 3_000; i++) {
      contents.addBytesContents(ByteString.EMPTY);
    }
    return Requests.toModel(Requests.input("x", Datatype.BYTES, 2).setContents(contents))
        .build()
        .toByteArray();
  }
}
