package dev.quartet.locallambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResourceLimitsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void versionOneGroupsAreFoundByController() {
    ControlGroups groups =
        ControlGroups.parse(
            List.of(
                "30 24 0:26 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                "31 24 0:27 /docker/a /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                "32 24 0:28 / /proc rw - proc proc rw"),
            List.of("4:memory:/docker/a/b", "2:cpu,cpuacct:/c", "0::/"));

    assertThat(groups.isVersion1()).isTrue();
    assertThat(groups.version1())
        .isEqualTo(
            Map.of(
                "cpu", Path.of("/sys/fs/cgroup/cpu,cpuacct/c"),
                "cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct/c"),
                "memory", Path.of("/sys/fs/cgroup/memory/b")));
  }

  @Test
  void theVersionTwoGroupIsFound() {
    ControlGroups groups =
        ControlGroups.parse(
            List.of("30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw"),
            List.of("0::/user.slice/app.scope"));

    assertThat(groups.isVersion1()).isFalse();
    assertThat(groups.version2()).isEqualTo(Path.of("/sys/fs/cgroup/user.slice/app.scope"));
  }

  @Test
  void groupsThatCannotBeWrittenAreSaidPlainly() {
    ResourceLimits limits = CgroupVersion2.under(folder.resolve("none"));

    assertThat(limits).isInstanceOf(NoLimits.class);
    assertThat(limits.description()).startsWith("limits are not applied: ").contains("run as root");
    assertThat(Files.exists(folder.resolve("none"))).isFalse();
  }
}
