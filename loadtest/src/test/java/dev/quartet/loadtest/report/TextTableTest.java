package dev.quartet.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
  @Test
  void textStartsAtTheLeftAndFiguresEndAtTheRight() {
    TextTable table = new TextTable(1, List.of("target", "p50 ms"));
    table.add(List.of("lambda-native", "1.25"));
    table.add(List.of("local", "130"));
    assertThat(table.text())
        .isEqualTo(
            """
            target         p50 ms
            -------------  ------
            lambda-native    1.25
            local             130
            """);
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    TextTable table = new TextTable(1, List.of("target", "p50 ms"));
    assertThatThrownBy(() -> table.add(List.of("local")))
        .hasMessageContaining("1 cells given for 2 columns");
  }

  @Test
  void figuresKeepThreeDigitsAndUnknownOnesAreADash() {
    assertThat(Figures.text(0.1234)).isEqualTo("0.12");
    assertThat(Figures.text(12.345)).isEqualTo("12.3");
    assertThat(Figures.text(1234.5)).isEqualTo("1235");
    assertThat(Figures.text(null)).isEqualTo("–");
    assertThat(Figures.text(Double.NaN)).isEqualTo("–");
  }
}
