package dev.quartet.loadtest.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void theMedianOfAnOddCountIsItsMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(3, 1, 4, 9));
  }

  @Test
  void theMedianOfAnEvenCountIsBetweenItsMiddles() {
    assertThat(Spread.of(List.of(4.0, 1.0, 8.0, 6.0))).isEqualTo(new Spread(4, 1, 5, 8));
  }

  @Test
  void noFiguresHaveNoMedian() {
    assertThat(Spread.of(List.of()).median()).isNaN();
  }
}
