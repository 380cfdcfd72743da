package dev.quartet.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class GcPausesTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void aCollectionIsCountedWithItsCollector() {
    new GcPauses().bindTo(registry);
    double before = pauses();

    System.gc();

    assertThat(pauses()).isGreaterThan(before);
    assertThat(registry.find("jvm.gc.pause").functionTimers())
        .allSatisfy(timer -> assertThat(timer.getId().getTag("gc")).isNotBlank());
  }

  private double pauses() {
    return registry.find("jvm.gc.pause").functionTimers().stream()
        .mapToDouble(FunctionTimer::count)
        .sum();
  }
}
