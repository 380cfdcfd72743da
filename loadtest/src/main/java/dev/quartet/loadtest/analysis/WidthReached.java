package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.comparison.StopRule;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends a run once every interval of a latency ratio is narrower than a width. A run that stops so
 * has looked several times, so its intervals are a little too narrow.
 *
 * @param soFar the analysis of what the run has recorded
 * @param width the interval's length beside its ratio, above 0
 */
public record WidthReached(SoFar soFar, double width) implements StopRule {
  /** Reads what the run has recorded. */
  @FunctionalInterface
  public interface SoFar {
    Analysis analysis() throws IOException;
  }

  @Override
  public Optional<String> reached() throws IOException {
    List<Summary.RatioFigure> ratios = soFar.analysis().latencyRatios();
    return !ratios.isEmpty() && ratios.stream().allMatch(this::isNarrow)
        ? Optional.of(
            String.format(Locale.ROOT, "every interval is narrower than %.1f %%", width * 100))
        : Optional.empty();
  }

  private boolean isNarrow(Summary.RatioFigure ratio) {
    Summary.Figure figure = ratio.ratio();
    return ratio.enoughBlocks() && (figure.high() - figure.low()) / figure.estimate() < width;
  }
}
