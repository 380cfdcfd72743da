package dev.quartet.loadtest.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RaplTest {
  private final Path powercap;

  RaplTest(@TempDir Path powercap) {
    this.powercap = powercap;
  }

  @Test
  void packagesAreAddedUpAndTheirPartsAreNot() throws IOException {
    zone("intel-rapl:0", 2_000_000);
    zone("intel-rapl:0:0", 1_000_000);
    zone("intel-rapl:1", 3_000_000);
    assertThat(Rapl.in(powercap).joules()).hasValue(5);
  }

  @Test
  void aCounterThatStartedAgainIsCountedOn() throws IOException {
    zone("intel-rapl:0", 0);
    Files.writeString(powercap.resolve("intel-rapl:0/max_energy_range_uj"), "100000000\n");
    assertThat(Rapl.in(powercap).between(OptionalDouble.of(99), OptionalDouble.of(1))).hasValue(2);
  }

  @Test
  void aMachineWithoutCountersSaysNothing() {
    Rapl rapl = Rapl.in(powercap.resolve("nothing"));
    assertThat(rapl.isThere()).isFalse();
    assertThat(rapl.joules()).isEmpty();
    assertThat(rapl.between(OptionalDouble.empty(), OptionalDouble.of(1))).isEmpty();
  }

  private void zone(String name, long microjoules) throws IOException {
    Files.writeString(
        Files.createDirectories(powercap.resolve(name)).resolve("energy_uj"), microjoules + "\n");
  }
}
