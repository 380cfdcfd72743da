package dev.quartet.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A container under podman, with a read-only root file system. */
final class Container implements Target {

  private static final String LOCAL_BASE = "localhost/quartet-base:bookworm";
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
  private static final Duration PODMAN_LIMIT = Duration.ofSeconds(30);
  private static final Duration PULL_LIMIT = Duration.ofMinutes(3);

  private final TargetName name;
  private final String remedy;
  private final String image;
  private boolean built;

  /**
   * @param remedy the command that builds its context, and what that needs
   */
  Container(TargetName name, String remedy) {
    this.name = name;
    this.remedy = remedy;
    this.image = "localhost/quartet-" + name.id() + ":contract";
  }

  @Override
  public TargetName name() {
    return name;
  }

  @Override
  public Optional<String> missing() {
    return Target.notBuilt(Artifacts.image(name), remedy)
        .or(
            () ->
                Tools.isOnPath("podman")
                    ? Optional.empty()
                    : Optional.of("podman is not on the PATH (install podman)"))
        .or(
            () ->
                isAvailable(base())
                    ? Optional.empty()
                    : Optional.of(
                        "the base image %s is not here and can't be pulled (set QUARTET_BASE_IMAGE to one that is here)"
                            .formatted(base())));
  }

  @Override
  public RunningTarget start(
      LocalAws aws, String purpose, Map<String, String> variables, String awaitedPath) {
    build();
    int port = Tools.freePort();
    String container = "quartet-contract-" + UUID.randomUUID();
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    environment.putAll(variables);
    List<String> command =
        new ArrayList<>(
            List.of(
                "podman",
                "run",
                "--rm",
                "--name",
                container,
                "--read-only",
                "--network",
                "host",
                "--memory",
                "1g"));
    environment.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
    @Nullable String models = variables.get("QUARTET_MODELS");
    if (models != null && models.startsWith("/")) {
      command.addAll(List.of("--volume", models + ":" + models + ":ro"));
    }
    command.add(image);
    ManagedProcess process = ManagedProcess.start("the container", command, Map.of(), log(purpose));
    return Server.await(process, port, awaitedPath, () -> remove(container));
  }

  private void build() {
    if (built) {
      return;
    }
    // Else each run would leave the image of the one before, without a name.
    Tools.succeeds(
        log("podman-rmi"), PODMAN_LIMIT, List.of("podman", "rmi", "--force", "--ignore", image));
    Path log = log("podman-build");
    List<String> command =
        List.of(
            "podman",
            "build",
            "--quiet",
            "--layers=false",
            "--tag",
            image,
            "--build-arg",
            "BASE=" + base(),
            Artifacts.image(name).toString());
    if (!Tools.succeeds(log, BUILD_LIMIT, command)) {
      throw new IllegalStateException(
          "%s failed:\n%s".formatted(String.join(" ", command), contents(log)));
    }
    built = true;
  }

  private void remove(String container) {
    Tools.succeeds(
        log("podman-rm"),
        PODMAN_LIMIT,
        List.of("podman", "rm", "--force", "--ignore", "--time", "0", container));
  }

  /** The base image: the one that is asked for, one that is here, or the Containerfile's own. */
  private String base() {
    @Nullable String asked = System.getenv("QUARTET_BASE_IMAGE");
    if (asked != null && !asked.isBlank()) {
      return asked;
    }
    return isHere(LOCAL_BASE) ? LOCAL_BASE : defaultBase();
  }

  private String defaultBase() {
    return contents(Artifacts.image(name).resolve("Containerfile"))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("ARG BASE="))
        .map(line -> line.substring("ARG BASE=".length()).replace("\"", ""))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("The Containerfile has no line 'ARG BASE=<image>'"));
  }

  private boolean isAvailable(String image) {
    return isHere(image)
        || Tools.succeeds(
            log("podman-pull"), PULL_LIMIT, List.of("podman", "pull", "--quiet", image));
  }

  private boolean isHere(String image) {
    return Tools.succeeds(
        log("podman-image"), PODMAN_LIMIT, List.of("podman", "image", "exists", image));
  }

  private Path log(String name) {
    return Artifacts.logs(name()).resolve(name + ".log");
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
