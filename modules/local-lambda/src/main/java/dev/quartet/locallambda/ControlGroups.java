package dev.quartet.locallambda;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This process's own control groups as folders.
 *
 * @param version1 folder by controller, such as {@code memory}
 */
record ControlGroups(Map<String, Path> version1, @Nullable Path version2) {

  boolean isVersion1() {
    return version1.containsKey("cpu") && version1.containsKey("memory");
  }

  /**
   * @param mountInfo lines of /proc/self/mountinfo
   * @param ownGroups lines of /proc/self/cgroup
   */
  static ControlGroups parse(List<String> mountInfo, List<String> ownGroups) {
    Map<String, String> pathByController = new HashMap<>();
    for (String line : ownGroups) {
      String[] fields = line.split(":", 3);
      for (String controller : fields[1].split(",")) {
        pathByController.put(controller, fields[2]);
      }
    }
    Map<String, Path> version1 = new HashMap<>();
    Path version2 = null;
    for (String line : mountInfo) {
      String[] halves = line.split(" - ", 2);
      String[] mount = halves[0].split(" ");
      String[] system = halves[1].split(" ");
      if (system[0].equals("cgroup2") && pathByController.containsKey("")) {
        version2 = folder(mount[4], mount[3], pathByController.getOrDefault("", "/"));
      } else if (system[0].equals("cgroup")) {
        Arrays.stream(system[2].split(","))
            .filter(pathByController::containsKey)
            .forEach(
                controller ->
                    version1.put(
                        controller,
                        folder(
                            mount[4], mount[3], pathByController.getOrDefault(controller, "/"))));
      }
    }
    return new ControlGroups(Map.copyOf(version1), version2);
  }

  private static Path folder(String mountPoint, String mountedRoot, String path) {
    String below =
        !mountedRoot.equals("/") && path.startsWith(mountedRoot)
            ? path.substring(mountedRoot.length())
            : path;
    return Path.of(mountPoint + "/" + below);
  }
}
