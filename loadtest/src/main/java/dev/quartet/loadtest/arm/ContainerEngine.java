package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The container engine of this machine: podman, else docker. */
public final class ContainerEngine {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private ContainerEngine() {}

  /** The engine's executable; empty when none is installed or none answers. */
  public static Optional<Path> installed() {
    return Stream.of("podman", "docker")
        .flatMap(name -> Command.onPath(name).stream())
        .filter(ContainerEngine::answers)
        .findFirst();
  }

  private static boolean answers(Path engine) {
    try {
      return Command.run(List.of(engine.toString(), "info"), ANSWER).succeeded();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
