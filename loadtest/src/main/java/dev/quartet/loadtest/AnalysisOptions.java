package dev.quartet.loadtest;

import dev.quartet.loadtest.analysis.AnalysisSettings;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Architecture;
import dev.quartet.loadtest.cost.CostAssumptions;
import dev.quartet.loadtest.cost.Gateway;
import dev.quartet.loadtest.report.RunReport;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import dev.quartet.loadtest.terraform.TerraformOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a bill and the energy go by, for a run and for a report of one that is there. */
final class AnalysisOptions {
  private static final int RESAMPLES = 4_000;
  private static final double KEEP_ALIVE_SECONDS = 300;
  private static final int LAMBDA_LOG_BYTES = 400;
  private static final double KILOBYTES_PER_REQUEST = 5;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "Of the price book (default: us-east-1; the other is ap-southeast-2).")
  private @Nullable String region;

  @Option(
      names = "--architecture",
      paramLabel = "x86|arm",
      description = "Whose prices and watts (default: x86).")
  private @Nullable String architecture;

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      description = "Before Lambda: function-url or http-api (default: function-url).")
  private @Nullable String gateway;

  @Option(
      names = "--utilisation",
      paramLabel = "SHARE",
      description =
          "Of a Fargate task's CPU that is used before another task starts (default: 0.5).")
  private @Nullable Double utilisation;

  @Option(
      names = "--least-tasks",
      paramLabel = "N",
      description = "Fargate tasks at any rate (default: 1).")
  private @Nullable Integer leastTasks;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A price book of your own, in the shape of prices.schema.json.")
  private @Nullable Path prices;

  @Option(
      names = "--energy",
      paramLabel = "FILE",
      description = "Energy coefficients of your own, in the shape of energy.schema.json.")
  private @Nullable Path energy;

  /** The settings of a new run on this machine. */
  AnalysisSettings settings(@Nullable String reference, long seed) {
    return settings("us-east-1", Architecture.X86, 1, reference, seed);
  }

  /** The settings of a new run of what is on AWS. */
  AnalysisSettings settingsOf(TerraformOutputs outputs, @Nullable String reference, long seed) {
    return settings(
        outputs.region(),
        outputs.arms().getFirst().architecture(),
        outputs.arms().stream()
            .filter(arm -> arm.hosting() == Hosting.FARGATE)
            .mapToInt(ProvisionedArm::leastTasks)
            .max()
            .orElse(1),
        reference,
        seed);
  }

  private AnalysisSettings settings(
      String ownRegion,
      Architecture ownArchitecture,
      int ownLeastTasks,
      @Nullable String reference,
      long seed) {
    return over(
        new AnalysisSettings(
            reference,
            new CostAssumptions(
                ownRegion,
                ownArchitecture,
                Gateway.FUNCTION_URL,
                0.5,
                ownLeastTasks,
                KEEP_ALIVE_SECONDS,
                LAMBDA_LOG_BYTES,
                KILOBYTES_PER_REQUEST),
            RESAMPLES,
            seed),
        reference);
  }

  /** {@code kept} with what was asked for in place of it. */
  AnalysisSettings over(AnalysisSettings kept, @Nullable String reference) {
    CostAssumptions cost = kept.cost();
    try {
      return new AnalysisSettings(
          reference == null ? kept.reference() : reference,
          new CostAssumptions(
              region == null ? cost.region() : region,
              architecture == null
                  ? cost.architecture()
                  : one("--architecture", architecture, Architecture.class),
              gateway == null ? cost.gateway() : one("--gateway", gateway, Gateway.class),
              utilisation == null ? cost.utilisation() : utilisation,
              leastTasks == null ? cost.leastTasks() : leastTasks,
              cost.keepAliveSeconds(),
              cost.lambdaLogBytes(),
              cost.kilobytesPerRequest()),
          kept.resamples(),
          kept.seed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "An option is wrong: " + e.getMessage());
    }
  }

  private <E extends Enum<E>> E one(String option, String given, Class<E> type) {
    String name = given.toUpperCase(Locale.ROOT).replace('-', '_');
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        option
            + " must be one of "
            + String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                    .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList())
            + ", was "
            + given
            + ".");
  }

  /** The price book asked for, else this program's. */
  byte[] prices() throws IOException {
    return prices == null ? RunReport.ownPrices() : read(prices);
  }

  /** The price book asked for, else {@code kept}. */
  byte[] pricesOver(byte[] kept) throws IOException {
    return prices == null ? kept : read(prices);
  }

  /** The coefficients asked for, else this program's. */
  byte[] energy() throws IOException {
    return energy == null ? RunReport.ownEnergy() : read(energy);
  }

  /** The coefficients asked for, else {@code kept}. */
  byte[] energyOver(byte[] kept) throws IOException {
    return energy == null ? kept : read(energy);
  }

  /** A file whose absence is told plainly. */
  static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing", e);
    }
  }
}
