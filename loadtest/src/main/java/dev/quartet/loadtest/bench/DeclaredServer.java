package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.process.ChildProcess;
import dev.quartet.loadtest.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server that is started for the measurement.
 *
 * @param artifact must be there
 * @param remedy how to get it
 * @param portVariable the variable by which it is told its port
 * @param wires the names of the {@link Wire}s that it answers
 */
record DeclaredServer(
    String name,
    Path artifact,
    String remedy,
    Path workingFolder,
    List<String> command,
    Map<String, String> environment,
    String portVariable,
    Set<String> wires)
    implements BenchServer {

  DeclaredServer {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    wires = Set.copyOf(wires);
  }

  @Override
  public Availability availability() {
    return Files.exists(artifact)
        ? Availability.ready()
        : Availability.missing(artifact + " is missing; " + remedy);
  }

  @Override
  public boolean speaks(String wire) {
    return wires.contains(wire);
  }

  @Override
  public boolean startsFresh() {
    return true;
  }

  @Override
  public RunningServer start(Path log) throws IOException {
    int port = FreePort.find();
    Map<String, String> variables = new HashMap<>(environment);
    variables.put(portVariable, String.valueOf(port));
    return new Started(
        ChildProcess.startIn(workingFolder, name, command, variables, log),
        URI.create("http://127.0.0.1:" + port));
  }

  private record Started(ChildProcess process, URI base) implements RunningServer {
    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public long startedNanos() {
      return process.startedNanos();
    }

    @Override
    public String lastOutput() throws IOException {
      return process.lastOutput();
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
