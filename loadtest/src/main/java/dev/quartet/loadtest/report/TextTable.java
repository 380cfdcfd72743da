package dev.quartet.loadtest.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for a terminal: the first columns start at the left, the others, which hold figures, end
 * at the right.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param leftColumns how many columns hold text
   * @param header the columns' names with their units
   */
  public TextTable(int leftColumns, List<String> header) {
    this.leftColumns = leftColumns;
    rows.add(List.copyOf(header));
  }

  /** Adds a row with as many cells as the header has. */
  public void add(List<String> row) {
    if (row.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "row: " + row.size() + " cells given for " + rows.getFirst().size() + " columns");
    }
    rows.add(List.copyOf(row));
  }

  /** The table, a line for each row and one under the header, each ended by a line feed. */
  public String text() {
    int[] widths = new int[rows.getFirst().size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      text.append(line(rows.get(r), widths)).append('\n');
      if (r == 0) {
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
          rules.add("-".repeat(width));
        }
        text.append(line(rules, widths)).append('\n');
      }
    }
    return text.toString();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : GAP)
          .append(i < leftColumns ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
