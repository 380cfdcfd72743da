package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.measure.Spread;
import dev.quartet.loadtest.report.Figures;
import dev.quartet.loadtest.report.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The results for a terminal: for each load the figures, and the ratios to the reference. */
final class BenchTables {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("requests/s", Block::requestsPerSecond),
          new Column("CPU µs", Block::cpuMicros),
          new Column("p50 ms", Block::p50Millis),
          new Column("p99 ms", Block::p99Millis));

  private final BenchResults results;
  private final String reference;

  /**
   * @param reference the subject that the others are held to
   */
  BenchTables(BenchResults results, String reference) {
    this.results = results;
    this.reference = reference;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (String load : results.loads()) {
      text.append(load).append(", medians of the rounds\n").append(figures(load)).append('\n');
      if (results.subjects().size() > 1) {
        text.append("%s, ratio to %s [95 %%]\n".formatted(load, reference))
            .append(ratios(load))
            .append('\n');
      }
    }
    if (!results.starts().isEmpty()) {
      text.append("Process start to first right answer\n").append(starts()).append('\n');
    }
    results.notes().forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private String figures(String load) {
    List<String> header = new ArrayList<>(List.of("server"));
    COLUMNS.forEach(column -> header.add(column.name()));
    header.addAll(List.of("generator CPU µs", "memory MB", "peak MB", "errors"));
    TextTable table = new TextTable(1, header);
    for (String subject : results.subjects()) {
      List<String> row = new ArrayList<>(List.of(subject));
      COLUMNS.forEach(column -> row.add(median(subject, load, column.figure())));
      row.add(median(subject, load, Block::generatorCpuMicros));
      row.add(median(subject, load, Block::residentMegabytes));
      row.add(
          Figures.text(
              blocks(subject, load).mapToDouble(Block::peakMegabytes).max().orElse(Double.NaN)));
      row.add(String.valueOf(blocks(subject, load).mapToLong(Block::errors).sum()));
      table.add(row);
    }
    return table.text();
  }

  private String ratios(String load) {
    List<String> header = new ArrayList<>(List.of("server"));
    COLUMNS.forEach(column -> header.add(column.name()));
    TextTable table = new TextTable(1, header);
    for (String subject : results.subjects()) {
      if (subject.equals(reference)) {
        continue;
      }
      List<String> row = new ArrayList<>(List.of(subject));
      for (Column column : COLUMNS) {
        double[] figures = new double[results.rounds()];
        double[] references = new double[results.rounds()];
        int both = 0;
        for (int round = 1; round <= results.rounds(); round++) {
          double figure = figure(subject, load, round, column.figure());
          double other = figure(reference, load, round, column.figure());
          if (figure > 0 && other > 0) {
            figures[both] = figure;
            references[both++] = other;
          }
        }
        row.add(ratio(Arrays.copyOf(figures, both), Arrays.copyOf(references, both)));
      }
      table.add(row);
    }
    return table.text();
  }

  private String starts() {
    TextTable table =
        new TextTable(1, List.of("server", "min ms", "median ms", "max ms", "ratio [95 %]"));
    // A server starts once, however many forms it is asked in.
    List<String> servers =
        results.starts().stream().map(Start::subject).distinct().sorted().toList();
    String referenceServer = reference.split(" ", 2)[0];
    double[] references = startsOf(referenceServer);
    for (String server : servers) {
      double[] figures = startsOf(server);
      Spread spread = Spread.of(Arrays.stream(figures).boxed().toList());
      table.add(
          List.of(
              server,
              Figures.text(spread.min()),
              Figures.text(spread.median()),
              Figures.text(spread.max()),
              server.equals(referenceServer) || references.length == 0
                  ? "–"
                  : ratio(figures, references)));
    }
    return table.text();
  }

  private double[] startsOf(String server) {
    return results.starts().stream()
        .filter(start -> start.subject().equals(server))
        .mapToDouble(Start::firstAnswerMillis)
        .toArray();
  }

  private String ratio(double[] figures, double[] references) {
    if (figures.length == 0) {
      return "–";
    }
    PairedRatio ratio = PairedRatio.of(figures, references, results.seed());
    return String.format(
        Locale.ROOT, "%.2f [%.2f, %.2f]", ratio.estimate(), ratio.low(), ratio.high());
  }

  private String median(String subject, String load, ToDoubleFunction<Block> figure) {
    return Figures.text(
        Spread.of(blocks(subject, load).filter(Block::counts).mapToDouble(figure).boxed().toList())
            .median());
  }

  /** NaN when the round has none that counts. */
  private double figure(String subject, String load, int round, ToDoubleFunction<Block> figure) {
    return blocks(subject, load)
        .filter(block -> block.round() == round && block.counts())
        .mapToDouble(figure)
        .findFirst()
        .orElse(Double.NaN);
  }

  private Stream<Block> blocks(String subject, String load) {
    return results.blocks().stream()
        .filter(block -> block.subject().equals(subject) && block.load().equals(load));
  }

  private record Column(String name, ToDoubleFunction<Block> figure) {}
}
