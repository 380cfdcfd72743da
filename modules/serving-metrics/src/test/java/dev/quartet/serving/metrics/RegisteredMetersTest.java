package dev.quartet.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.serving.ModelMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RegisteredMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ModelMeter meter = new RegisteredMeters(registry).of("digits", "2");

  @Test
  void timesAreThoseOfTheModelAndItsVersion() {
    meter.read(3_000);
    meter.waited(4_000);
    meter.waited(6_000);
    meter.ran(2, 5_000);

    assertThat(micros("preprocessing")).isEqualTo(3);
    assertThat(micros("queue")).isEqualTo(10);
    assertThat(micros("run")).isEqualTo(5);
    assertThat(
            registry
                .get("quartet.model.queue")
                .tags("model", "digits", "version", "2")
                .timer()
                .count())
        .isEqualTo(2);
  }

  @Test
  void batchesAndRefusalsAreCounted() {
    meter.ran(2, 5_000);
    meter.ran(8, 5_000);
    meter.refused();

    assertThat(registry.get("quartet.model.batch").summary().totalAmount()).isEqualTo(10);
    assertThat(registry.get("quartet.model.batch").summary().count()).isEqualTo(2);
    assertThat(registry.get("quartet.model.refused").counter().count()).isEqualTo(1);
  }

  private double micros(String name) {
    return registry.get("quartet.model." + name).timer().totalTime(TimeUnit.MICROSECONDS);
  }
}
