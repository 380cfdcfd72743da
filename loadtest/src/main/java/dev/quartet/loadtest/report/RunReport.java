package dev.quartet.loadtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.quartet.loadtest.analysis.Analysis;
import dev.quartet.loadtest.analysis.AnalysisSettings;
import dev.quartet.loadtest.analysis.Summary;
import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.energy.EnergyBook;
import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run's folder as something to report on. What the analysis goes by is kept in it ({@code
 * analysis.json}, {@code prices.json}, {@code energy.json}), so that the same report can be made of
 * it at any time.
 */
public final class RunReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String SETTINGS = "analysis.json";
  private static final String PRICES = "prices.json";
  private static final String ENERGY = "energy.json";

  private final Path folder;

  public RunReport(Path folder) {
    this.folder = folder;
  }

  /** The price book of this program. */
  public static byte[] ownPrices() throws IOException {
    return CheckedJson.resource("/dev/quartet/loadtest/cost/prices.json");
  }

  /** The energy coefficients of this program. */
  public static byte[] ownEnergy() throws IOException {
    return CheckedJson.resource("/dev/quartet/loadtest/energy/energy.json");
  }

  /**
   * Keeps what the analysis goes by.
   *
   * @param prices a price book as it stands in its file
   * @param energy the coefficients as they stand in their file
   * @throws IOException when one doesn't fit its schema; the message names the place
   */
  public void settle(AnalysisSettings settings, byte[] prices, byte[] energy) throws IOException {
    PriceBook priceBook =
        CheckedJson.read("the price book", prices, "prices.schema.json", PriceBook.class);
    EnergyBook energyBook =
        CheckedJson.read("the energy coefficients", energy, "energy.schema.json", EnergyBook.class);
    String region = settings.cost().region();
    if (!priceBook.regions().containsKey(region)
        || !energyBook.gridGramsPerKwh().containsKey(region)) {
      throw new IOException(
          "--region must have prices and a grid factor: "
              + String.join(", ", priceBook.regionNames())
              + " have prices; was "
              + region);
    }
    JSON.writeValue(folder.resolve(SETTINGS).toFile(), settings);
    Files.write(folder.resolve(PRICES), prices);
    Files.write(folder.resolve(ENERGY), energy);
  }

  /** What the analysis goes by. */
  public AnalysisSettings settings() throws IOException {
    return JSON.readValue(kept(SETTINGS).toFile(), AnalysisSettings.class);
  }

  /** The price book as it is kept. */
  public byte[] prices() throws IOException {
    return Files.readAllBytes(kept(PRICES));
  }

  /** The energy coefficients as they are kept. */
  public byte[] energy() throws IOException {
    return Files.readAllBytes(kept(ENERGY));
  }

  private Path kept(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException(folder + " is no folder of a run: it has no " + name);
    }
    return file;
  }

  /** The analysis of the run as far as it is recorded. */
  public Analysis analysis() throws IOException {
    return new Analysis(
        RecordedRun.read(folder),
        settings(),
        CheckedJson.read(
            folder.resolve(PRICES).toString(), prices(), "prices.schema.json", PriceBook.class),
        CheckedJson.read(
            folder.resolve(ENERGY).toString(), energy(), "energy.schema.json", EnergyBook.class));
  }

  /** Analyses the run and writes {@code summary.json} and {@code report.html}. */
  public Summary write() throws IOException {
    RecordedRun run = RecordedRun.read(folder);
    Summary summary = analysis().summary();
    JSON.writeValue(folder.resolve("summary.json").toFile(), summary);
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(summary, run));
    return summary;
  }
}
