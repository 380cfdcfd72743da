package dev.quartet.loadtest.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.loadtest.cost.Architecture;
import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.report.RunReport;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EnergyTest {
  /** An hour of a processor that is held and half used, with 2 GB. */
  private static final EnergyUse HOUR = new EnergyUse(1_800, 3_600, 7_200);

  private final EnergyBook book =
      CheckedJson.read(
          "the coefficients", RunReport.ownEnergy(), "energy.schema.json", EnergyBook.class);

  EnergyTest() throws IOException {}

  @Test
  void theSymmetricModelTakesWattsByUtilisationMemoryAndPueOfAllThatIsHeld() {
    EnergyModel.Estimate estimate = new SymmetricModel(book, Architecture.X86).wattHours(HOUR);
    double memory = 2 * 0.392;
    assertThat(estimate.low()).isCloseTo((0.74 + memory) * 1.135, within(1e-9));
    assertThat(estimate.middle()).isCloseTo((2.12 + memory) * 1.135, within(1e-9));
    assertThat(estimate.high()).isCloseTo((3.5 + memory) * 1.135, within(1e-9));
    assertThat(estimate.best()).isEqualTo(estimate.middle());
  }

  @Test
  void theOtherModelCountsCpuTimeAlone() {
    EnergyModel.Estimate estimate = new CpuTimeModel(book, Architecture.X86).wattHours(HOUR);
    assertThat(estimate.best()).isCloseTo(0.5 * 3.5 * 1.135, within(1e-9));
    assertThat(estimate.low()).isLessThan(estimate.middle()).isGreaterThan(0);
  }

  @Test
  void carbonIsEnergyByTheGridAndTheShareOfTheServersMaking() {
    Carbon carbon = Carbon.of(book, "us-east-1", HOUR, 1_000);
    assertThat(carbon.energyGrams()).isCloseTo(379.069, within(1e-9));
    assertThat(carbon.embodiedGrams()).isCloseTo(1_344_290 / (35_040.0 * 96), within(1e-9));
    assertThat(carbon.gramsPerRequest()).isEqualTo(carbon.energyGrams() + carbon.embodiedGrams());
  }

  @Test
  void arm64TakesLess() {
    assertThat(new SymmetricModel(book, Architecture.ARM).wattHours(HOUR).best())
        .isLessThan(new SymmetricModel(book, Architecture.X86).wattHours(HOUR).best());
  }
}
