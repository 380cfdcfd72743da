package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.loadtest.measure.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchTablesTest {
  private static final Machine MACHINE = new Machine("Linux", "amd64", "CPU", 2, 0, "25", "abc");

  private static Block block(int round, String subject, double requestsPerSecond, long errors) {
    return new Block(
        round,
        subject,
        "8 connections",
        requestsPerSecond,
        40,
        10,
        0.3,
        2,
        100,
        100 + round,
        errors);
  }

  private static String tables(List<Block> blocks, List<Start> starts) {
    return new BenchTables(
            new BenchResults(
                MACHINE,
                2,
                5,
                20,
                2,
                1,
                List.of("8 connections"),
                List.of("axum", "other"),
                blocks,
                starts,
                List.of("Skipped: third: it is missing.")),
            "axum")
        .text();
  }

  private static String row(String tables, String title, String subject) {
    return tables
        .substring(tables.indexOf(title))
        .lines()
        .filter(line -> line.startsWith(subject + " "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ratiosAreOfTheSameRounds() {
    String tables =
        tables(
            List.of(
                block(1, "axum", 100, 0),
                block(1, "other", 200, 0),
                block(2, "other", 100, 0),
                block(2, "axum", 50, 0)),
            List.of());
    assertThat(row(tables, "ratio to axum", "other")).contains("2.00 [2.00, 2.00]");
    assertThat(row(tables, "medians", "other")).contains("150").contains("102");
    assertThat(tables).contains("Skipped: third: it is missing.");
  }

  @Test
  void aVoidBlockTakesItsRoundOutOfTheRatioAndItsErrorsStand() {
    String tables =
        tables(
            List.of(
                block(1, "axum", 100, 0),
                block(1, "other", 200, 0),
                block(2, "axum", 100, 0),
                block(2, "other", 999, 7)),
            List.of());
    assertThat(row(tables, "ratio to axum", "other")).contains("2.00 [2.00, 2.00]");
    assertThat(row(tables, "medians", "other")).contains("200").endsWith("7");
  }

  @Test
  void withoutARoundThatCountsThereIsNoRatio() {
    String tables = tables(List.of(block(1, "axum", 100, 1), block(1, "other", 200, 0)), List.of());
    assertThat(row(tables, "ratio to axum", "other")).contains("–").doesNotContain("[");
  }

  @Test
  void startsAreHeldToTheReferenceToo() {
    String tables =
        tables(
            List.of(),
            List.of(
                new Start(1, "axum", 30),
                new Start(1, "other", 60),
                new Start(2, "axum", 40),
                new Start(2, "other", 80)));
    assertThat(row(tables, "Process start", "other")).contains("70.0", "2.00 [2.00, 2.00]");
    assertThat(row(tables, "Process start", "axum")).contains("35.0").endsWith("–");
  }
}
