package dev.quartet.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupTest {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Limits LIMITS = Limits.likeLambda(512);

  @Test
  void withoutControlGroupsCommandsStayAsTheyAreAndTheReasonIsSaid(@TempDir Path empty) {
    try (Cgroup cgroup = Cgroup.create(empty, "quartet-test", LIMITS)) {
      assertThat(cgroup.notApplied())
          .hasValueSatisfying(reason -> assertThat(reason).contains("no control groups"));
      assertThat(cgroup.wrap(List.of("java", "-version"))).containsExactly("java", "-version");
    }
  }

  @Test
  void aGroupThatCannotBeWrittenIsSaidAndLeavesNothingBehind(@TempDir Path mount)
      throws IOException {
    // Looks like version 1, but the folders have none of the kernel's files.
    Files.createDirectories(mount.resolve("cpu"));
    Files.createDirectories(mount.resolve("memory"));
    try (Cgroup cgroup = Cgroup.create(mount, "quartet-test", LIMITS)) {
      assertThat(cgroup.notApplied())
          .hasValueSatisfying(
              reason -> assertThat(reason).contains("can't be written").contains("root"));
    }
    assertThat(mount.resolve("cpu/quartet-test")).doesNotExist();
  }

  @Test
  void aWrappedCommandRunsInsideTheGroupWithItsLimits() throws Exception {
    String name = "quartet-test-" + ProcessHandle.current().pid();
    try (Cgroup cgroup = Cgroup.create(MOUNT, name, LIMITS)) {
      Assumptions.assumeTrue(
          cgroup.notApplied().isEmpty(),
          () -> "no control groups here: " + cgroup.notApplied().orElse(""));
      Command.Result result =
          Command.run(
              cgroup.wrap(List.of("/bin/cat", "/proc/self/cgroup")), Duration.ofSeconds(10));
      assertThat(result.exitCode()).as(result.output()).isZero();
      assertThat(result.output()).contains("/" + name);
    }
    assertThat(MOUNT.resolve(name)).doesNotExist();
    assertThat(MOUNT.resolve("cpu").resolve(name)).doesNotExist();
  }
}
