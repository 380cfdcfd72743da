package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.process.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The arms that are declared in {@code loadtest/arms}, in the order of tables. */
public final class Arms {
  /** What the second arm of the same artifact is called. */
  public static final String AGAIN = "-again";

  private static final String ENDING = ".json";

  private final Map<String, ArmFile> declared;

  private Arms(Map<String, ArmFile> declared) {
    this.declared = declared;
  }

  /**
   * Reads the declarations.
   *
   * @param root the repository's folder
   * @throws IOException when one doesn't fit its schema; the message names file and member
   */
  public static Arms declared(Path root) throws IOException {
    Map<String, ArmFile> read = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(root.resolve("loadtest/arms"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(ENDING)).toList()) {
        String fileName = file.getFileName().toString();
        read.put(fileName.substring(0, fileName.length() - ENDING.length()), ArmFile.read(file));
      }
    }
    Map<String, ArmFile> sorted = new LinkedHashMap<>();
    read.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, ArmFile> each) -> each.getValue().order())
                .thenComparing(Map.Entry::getKey))
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return new Arms(sorted);
  }

  /** The names for {@code --arm}. */
  public List<String> names() {
    return List.copyOf(declared.keySet());
  }

  /** Whether {@code text} names a declared arm or a server that runs. */
  public boolean knows(String text) {
    return declared.containsKey(text) || RunningServerArm.isOne(text);
  }

  /** Those that run when no arm is named. */
  public List<String> defaults() {
    return declared.entrySet().stream()
        .filter(each -> each.getValue().runsByDefault())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether an arm has the function; a server that runs is taken to have every one. */
  public boolean serves(String text, String function) {
    ArmFile file = declared.get(text);
    return file == null || file.serves(function);
  }

  /** Whether a declared arm stands for Lambda, so that its memory can be swept. */
  public boolean isLambda(String name) {
    ArmFile file = declared.get(name);
    return file != null && file.kind() == ArmFile.Kind.LAMBDA;
  }

  /**
   * The arm of that name, or the server that runs.
   *
   * @param text a declared name, {@code NAME=URL} or {@code NAME=URL@PID}
   * @param containerEngine the engine of this machine; empty when it has none
   */
  public Arm arm(String text, ArmContext context, Optional<Path> containerEngine) {
    return declared.containsKey(text)
        ? arm(text, text, context, containerEngine)
        : RunningServerArm.parse(text, context);
  }

  /** The same artifact once more, as an arm of its own, for a comparison that must find nothing. */
  public Arm again(String name, ArmContext context, Optional<Path> containerEngine) {
    return arm(name, name + AGAIN, context, containerEngine);
  }

  /** One arm for each size that the arm can have; for Lambda alone. */
  public List<Arm> swept(
      String name, List<Integer> megabytes, ArmContext context, Optional<Path> containerEngine) {
    ArmFile file = Objects.requireNonNull(declared.get(name));
    Integer least = file.leastMemoryMegabytes();
    List<Arm> arms = new ArrayList<>();
    for (int size : megabytes) {
      if (least == null || size >= least) {
        arms.add(
            new SweptArm(
                arm(
                    name,
                    name + "-" + size + "MB",
                    context.with(Limits.likeLambda(size)),
                    containerEngine),
                name));
      }
    }
    return arms;
  }

  private Arm arm(
      String declaredName, String name, ArmContext context, Optional<Path> containerEngine) {
    ArmFile file = Objects.requireNonNull(declared.get(declaredName));
    return switch (file.kind()) {
      case JAR -> new LocalArm(context, name);
      case IMAGE -> new ContainerArm(context, name, file.artifact(), file.build(), containerEngine);
      case LAMBDA -> new LambdaArm(context, name, file);
      case PROCESS -> new ProcessArm(context, name, file);
    };
  }
}
