package dev.quartet.loadtest.startfigures;

import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.ArmContext;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.arm.ContainerArm;
import dev.quartet.loadtest.arm.LocalArm;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.measure.Spread;
import dev.quartet.loadtest.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts each thing once uncounted, then so many times counted, in turn, and sums up. */
public final class StartFigures {
  private final ArmContext context;
  private final Optional<Path> engine;
  private final Path workFolder;
  private final Call call;
  private final Consumer<String> progress;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param engine the container engine; empty when the machine has none
   * @param workFolder an empty folder for the unpacked zip; stays behind
   * @param call the call whose right answer ends a start
   * @param progress told in one line what happens
   */
  public StartFigures(
      ArmContext context,
      Optional<Path> engine,
      Path workFolder,
      Call call,
      Consumer<String> progress) {
    this.context = context;
    this.engine = engine;
    this.workFolder = workFolder;
    this.call = call;
    this.progress = progress;
  }

  /** Measures and returns the table with its notes; empty when nothing could be started. */
  public Optional<String> measure(int rounds) throws IOException, InterruptedException {
    List<StartKind> kinds = new ArrayList<>();
    try {
      nativeStart().ifPresent(kinds::add);
      Optional<ContainerStart> container = containerStart();
      container.ifPresent(kinds::add);
      Optional<JarStart> jar = jarStart();
      jar.ifPresent(kinds::add);
      for (int round = 0; round <= rounds; round++) {
        for (StartKind kind : kinds) {
          progress.accept(
              (round == 0 ? "uncounted start: " : "start " + round + " of " + rounds + ": ")
                  + kind.name());
          kind.start(round > 0);
        }
      }
      container.ifPresent(
          each -> each.remarks().forEach(remark -> notes.add("Note: container: " + remark)));
      return kinds.isEmpty() ? Optional.empty() : Optional.of(table(kinds, container, jar));
    } finally {
      for (StartKind kind : kinds) {
        kind.close();
      }
    }
  }

  /** Why something was left out, and what limits are not in force; one plain line each. */
  public List<String> notes() {
    return notes;
  }

  private Optional<NativeStart> nativeStart() throws IOException {
    Path zip = context.root().resolve("modules/targets/lambda-native/target/function.zip");
    if (!Files.isRegularFile(zip)) {
      notes.add(
          "Skipped: native zip: "
              + context.root().relativize(zip)
              + " is missing; build it with ./mvnw package -Pnative, which needs native-image of GraalVM CE or Mandrel 25");
      return Optional.empty();
    }
    NativeZip unpacked =
        NativeZip.unpack(
            zip,
            workFolder.resolve("native"),
            context.logFolder().resolve("bootstrap.log"),
            context.limits(),
            context.environment());
    return Optional.of(new NativeStart(unpacked, call));
  }

  private Optional<ContainerStart> containerStart() throws InterruptedException {
    ContainerArm arm =
        new ContainerArm(
            context,
            "fargate",
            "modules/targets/fargate/target/image",
            "./mvnw package -Pfargate",
            engine);
    return isReady(arm, "container") ? Optional.of(new ContainerStart(arm)) : Optional.empty();
  }

  private Optional<JarStart> jarStart() throws InterruptedException {
    LocalArm arm = new LocalArm(context);
    return isReady(arm, "plain jar") ? Optional.of(new JarStart(arm)) : Optional.empty();
  }

  private boolean isReady(Arm arm, String name) throws InterruptedException {
    progress.accept("prepare " + name);
    return switch (arm.prepare()) {
      case Availability.Ready ready -> true;
      case Availability.Missing missing -> {
        notes.add("Skipped: " + name + ": " + missing.reason());
        yield false;
      }
    };
  }

  private static String table(
      List<StartKind> kinds, Optional<ContainerStart> container, Optional<JarStart> jar) {
    TextTable table = new TextTable(1, List.of("what", "unit", "min", "median", "max", "starts"));
    for (StartKind kind : kinds) {
      for (Figure figure : kind.figures()) {
        Spread spread = Spread.of(figure.values());
        table.add(
            List.of(
                figure.what(),
                figure.unit(),
                text(spread.min()),
                text(spread.median()),
                text(spread.max()),
                String.valueOf(spread.count())));
      }
    }
    StringBuilder text = new StringBuilder(table.text());
    if (container.isPresent() && jar.isPresent()) {
      double ofContainer = Spread.of(container.get().sinceProcess().values()).median();
      double ofJar = Spread.of(jar.get().firstAnswer().values()).median();
      text.append(
          String.format(
              Locale.ROOT,
              "%nContainer's process start to first answer: %.2f of the plain jar's (medians).%n",
              ofContainer / ofJar));
    }
    return text.toString();
  }

  private static String text(double figure) {
    return Double.isNaN(figure) ? "–" : String.format(Locale.ROOT, "%.1f", figure);
  }
}
