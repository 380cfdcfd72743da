package dev.quartet.extension.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How an application with functions is packaged. */
@ConfigMapping(prefix = "quartet.package")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface PackageConfig {

  /**
   * Where ONNX Runtime's native library is: {@code inside} its jar, of which only this platform's
   * is kept, or {@code beside} the application, so that nothing is unpacked when it starts; the
   * target then puts it there.
   */
  @WithDefault("inside")
  NativeLibraries nativeLibraries();

  /** Where native libraries are kept. */
  enum NativeLibraries {
    INSIDE,
    BESIDE
  }
}
