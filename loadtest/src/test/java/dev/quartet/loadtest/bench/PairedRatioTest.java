package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairedRatioTest {
  @Test
  void aThingHeldToItselfIsOneWithoutDoubt() {
    double[] figures = {12_000, 14_000, 9_000};
    assertThat(PairedRatio.of(figures, figures, 1)).isEqualTo(new PairedRatio(1, 1, 1));
  }

  @Test
  void driftFromRoundToRoundDoesNotBlurARatioThatIsSteady() {
    PairedRatio ratio = PairedRatio.of(new double[] {150, 300, 75}, new double[] {100, 200, 50}, 1);
    assertThat(ratio.estimate()).isCloseTo(1.5, within(1e-9));
    assertThat(ratio.low()).isCloseTo(1.5, within(1e-9));
    assertThat(ratio.high()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void twiceAndHalfAverageToOne() {
    assertThat(PairedRatio.of(new double[] {2, 1}, new double[] {1, 2}, 1).estimate())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[] figures = {10, 11, 13, 9};
    double[] reference = {8, 12, 10, 10};
    assertThat(PairedRatio.of(figures, reference, 7))
        .isEqualTo(PairedRatio.of(figures, reference, 7));
  }

  @Test
  void theIntervalHoldsTheTrueRatioAboutAsOftenAsItSays() {
    Random random = new Random(3);
    int held = 0;
    int trials = 400;
    for (int trial = 0; trial < trials; trial++) {
      double[] figures = new double[30];
      double[] reference = new double[30];
      for (int i = 0; i < figures.length; i++) {
        reference[i] = Math.exp(0.3 * random.nextGaussian());
        figures[i] = reference[i] * 1.2 * Math.exp(0.1 * random.nextGaussian());
      }
      PairedRatio ratio = PairedRatio.of(figures, reference, trial);
      if (ratio.low() <= 1.2 && 1.2 <= ratio.high()) {
        held++;
      }
    }
    assertThat(held / (double) trials).isBetween(0.90, 0.98);
  }

  @Test
  void figuresWithoutTheirReferenceAreRefused() {
    assertThatThrownBy(() -> PairedRatio.of(new double[] {1, 2}, new double[] {1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 1");
  }
}
