package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.quartet.loadtest.load.HeldOutDigits;
import dev.quartet.loadtest.load.HeldOutFixture;
import dev.quartet.loadtest.load.TestServer;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.process.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerBenchTest {
  private static final Machine MACHINE = new Machine("Linux", "amd64", "CPU", 2, 0, "25", "abc");

  @TempDir private Path folder = Path.of("");

  /** Two servers in this very process, so their CPU time is ours. */
  @Test
  void everyServerIsMeasuredOnceInEveryRoundUnderEachLoad() throws Exception {
    Optional<Path> wrk = Command.onPath("wrk");
    assumeThat(wrk).as("wrk is installed").isPresent();
    HeldOutDigits digits = HeldOutDigits.read(HeldOutFixture.write(folder, 1));
    BenchSettings settings =
        new BenchSettings(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            2,
            1,
            0,
            3,
            1,
            Optional.empty(),
            1);
    try (TestServer server = TestServer.answering(200, "{\"class\":0,\"latency_ms\":0.1}")) {
      List<BenchServer> servers = List.of(outside("one", server), outside("other", server));
      ServerBench bench =
          new ServerBench(
              settings,
              servers,
              List.of(Wires.of("predict", digits)),
              List.of(new Wrk(wrk.get(), folder, 1), new Wrk(wrk.get(), folder, 2)),
              folder,
              line -> {});
      BenchResults results = bench.measure(MACHINE, List.of("left out"));
      assertThat(results.subjects()).containsExactly("one", "other");
      assertThat(results.blocks())
          .extracting(block -> block.round() + " " + block.subject() + " " + block.load())
          .containsExactlyInAnyOrder(
              "1 one 1 connections",
              "1 one 2 connections",
              "1 other 1 connections",
              "1 other 2 connections",
              "2 one 1 connections",
              "2 one 2 connections",
              "2 other 1 connections",
              "2 other 2 connections");
      assertThat(results.blocks())
          .allSatisfy(
              block -> {
                assertThat(block.counts()).isTrue();
                assertThat(block.requestsPerSecond()).isPositive();
                assertThat(block.cpuMicros()).isPositive();
                assertThat(block.generatorCpuMicros()).isPositive();
                assertThat(block.residentMegabytes()).isPositive();
              });
      // What somebody else started can't be started again.
      assertThat(results.starts()).isEmpty();
      assertThat(results.notes()).containsExactly("left out");
    }
  }

  private static OutsideServer outside(String name, TestServer server) {
    return new OutsideServer(name, server.url("/"), ProcessHandle.current().pid());
  }
}
