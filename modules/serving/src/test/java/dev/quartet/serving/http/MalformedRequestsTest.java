package dev.quartet.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.quartet.extension.http.BodyLimit;
import dev.quartet.serving.http.MalformedRequests.Request;
import dev.quartet.serving.http.MalformedRequests.Spoiling;
import dev.quartet.serving.protocol.Compression;
import dev.quartet.serving.protocol.Refusal;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MalformedRequestsTest {

  private static final long SEED = 20_261_124;
  private static final int COUNT = 10_000;
  private static final BodyLimit LIMIT = new BodyLimit(1024 * 1024, "the limit");

  /** The bound of one request: what it brings, the buffers of its reader, and no tensor. */
  private static final long FIXED_BYTES = 512 * 1024;

  private static final int BYTES_PER_BODY_BYTE = 64;

  @Test
  void tenThousandMalformedRequestsAreEachRefusedWithoutALargeAllocation() {
    List<String> wrong = new ArrayList<>();
    Map<Spoiling, Integer> counts = new EnumMap<>(Spoiling.class);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Loads the classes, which is no request's doing.
    new MalformedRequests(SEED + 1)
        .stream().limit(Spoiling.values().length).forEach(MalformedRequestsTest::complaint);
    long mostDirectBytes = 0;
    for (Request request :
        (Iterable<Request>) new MalformedRequests(SEED).stream().limit(COUNT)::iterator) {
      long heapBefore = threads.getCurrentThreadAllocatedBytes();
      long directBefore = directBytes();
      wrong.addAll(complaint(request));
      long heap = threads.getCurrentThreadAllocatedBytes() - heapBefore;
      mostDirectBytes = Math.max(mostDirectBytes, directBytes() - directBefore);
      if (heap > allowedBytes(request)) {
        wrong.add("%d bytes of heap for %s".formatted(heap, request));
      }
      counts.merge(request.spoiling(), 1, Integer::sum);
    }

    assertThat(wrong).isEmpty();
    assertThat(counts).containsOnlyKeys(Spoiling.values());
    assertThat(counts.values()).allMatch(count -> count >= COUNT / Spoiling.values().length);
    assertThat(mostDirectBytes).as("direct memory of one request").isLessThan(FIXED_BYTES);
  }

  private static long allowedBytes(Request request) {
    return FIXED_BYTES
        + (long) BYTES_PER_BODY_BYTE * request.body().length
        // A body is inflated up to the limit, into an array that doubles.
        + (request.contentEncoding() == null ? 0 : 4 * LIMIT.bytes());
  }

  private static List<String> complaint(Request request) {
    try {
      byte[] body =
          Compression.ofBody(request.contentEncoding())
              .map(compression -> compression.inflated(request.body(), LIMIT))
              .orElse(request.body());
      RequestReader.read(body, request.statedJsonBytes());
      return List.of("taken: " + request);
    } catch (Refusal refusal) {
      return refusal.status() >= 400 && refusal.status() < 500 && !refusal.detail().isBlank()
          ? List.of()
          : List.of(refusal.status() + " for " + request);
    } catch (RuntimeException e) {
      return List.of(e + " for " + request);
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
