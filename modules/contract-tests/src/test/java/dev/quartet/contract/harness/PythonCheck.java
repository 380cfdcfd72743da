package dev.quartet.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Scripts that ask a target by Python's clients and libraries, in environments that have them. */
public enum PythonCheck {
  /** Clients of the Open Inference Protocol by HTTP. */
  CLIENTS(Environment.CLIENTS, Artifacts.pythonClients().resolve("check.py")),
  /** Triton's client by gRPC. */
  TRITON_GRPC(Environment.CLIENTS, Artifacts.pythonClients().resolve("check_grpc_triton.py")),
  /** KServe's client by gRPC. */
  KSERVE_GRPC(Environment.CLIENTS, Artifacts.pythonClients().resolve("check_grpc_kserve.py")),
  /** ONNX Runtime, fed by torchvision. */
  RESNET_50(
      Environment.TORCHVISION,
      Artifacts.resnet50Check(),
      "--model",
      Artifacts.resnet50Model().toString(),
      "--server");

  private static final long LIMIT_SECONDS = 180;

  private final Environment environment;
  private final Path script;
  private final List<String> arguments;

  PythonCheck(Environment environment, Path script, String... arguments) {
    this.environment = environment;
    this.script = script;
    this.arguments = List.of(arguments);
  }

  /** Whether the machine was said to have what it needs. */
  public boolean isRequired() {
    return System.getProperty(environment.property) != null;
  }

  /** What the machine lacks, and the remedy; empty when nothing is missing. */
  public Optional<String> missing() {
    Path python = environment.python();
    return Files.isExecutable(python)
        ? Optional.empty()
        : Optional.of(
            "%s is no Python (make a virtual environment there of %s, or name one by -D%s)"
                .formatted(
                    Artifacts.shown(python), environment.requirements, environment.property));
  }

  /**
   * Runs the script.
   *
   * @param server the root of a target
   * @return its output, once it has ended
   */
  public String run(URI server) {
    List<String> command =
        new ArrayList<>(List.of(environment.python().toString(), script.toString()));
    command.addAll(arguments);
    command.add(server.toString());
    try {
      Path output = Files.createTempFile("check", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError(
              "Not ended within %d s:\n%s".formatted(LIMIT_SECONDS, Files.readString(output)));
        }
        String told = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
          throw new AssertionError("Ended with %d:\n%s".formatted(process.exitValue(), told));
        }
        return told;
      } finally {
        process.destroyForcibly();
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the script ran", e);
    }
  }

  /** An environment of Python. */
  private enum Environment {
    CLIENTS(
        "quartet.contract.python",
        "target/python-clients/bin/python",
        "modules/contract-tests/clients/requirements.txt"),
    TORCHVISION(
        "quartet.contract.torchvision",
        "target/python-torchvision/bin/python",
        "torchvision and loadtest/models/resnet50/requirements-check.txt");

    private final String property;
    private final String byDefault;
    private final String requirements;

    Environment(String property, String byDefault, String requirements) {
      this.property = property;
      this.byDefault = byDefault;
      this.requirements = requirements;
    }

    Path python() {
      return Artifacts.python(property, byDefault);
    }
  }
}
