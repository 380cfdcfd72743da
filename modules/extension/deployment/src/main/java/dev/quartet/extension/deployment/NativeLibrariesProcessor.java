package dev.quartet.extension.deployment;

import dev.quartet.extension.deployment.PackageConfig.NativeLibraries;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RemovedResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * Leaves the native libraries of other platforms out of the package: ONNX Runtime's jar holds those
 * of four, 150 MB of them unpacked.
 */
final class NativeLibrariesProcessor {

  private static final String GROUP = "com.microsoft.onnxruntime";
  private static final String FOLDER = "ai/onnxruntime/native/";

  @BuildStep
  void removeOthers(
      PackageConfig config,
      CurateOutcomeBuildItem application,
      BuildProducer<RemovedResourceBuildItem> removed)
      throws IOException {
    String kept =
        config.nativeLibraries() == NativeLibraries.INSIDE ? FOLDER + platform() + "/" : "none";
    for (ResolvedDependency dependency : application.getApplicationModel().getDependencies()) {
      if (dependency.getGroupId().equals(GROUP)) {
        Set<String> others = new HashSet<>();
        for (Path jar : dependency.getResolvedPaths()) {
          others.addAll(others(jar, kept));
        }
        removed.produce(new RemovedResourceBuildItem(dependency.getKey(), others));
      }
    }
  }

  private static Set<String> others(Path jar, String kept) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Set<String> names = new HashSet<>();
      zip.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(FOLDER) && !name.startsWith(kept))
          .forEach(names::add);
      return names;
    }
  }

  /** ONNX Runtime's name of the platform that the build runs on. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
    return name + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
  }
}
