package dev.quartet.locallambda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * AWS's Java runtime interface client, as it is started in every environment of a JVM zip.
 *
 * @param jars the client and what it depends on: the class path of the system class loader. The
 *     client itself loads the function from the task root and its lib/*.jar.
 * @param nativeLibrary the client's own native half. Left alone, each client would write it to one
 *     fixed path under /tmp, and clients that start together would crash one another.
 */
record RuntimeClient(List<Path> jars, Path nativeLibrary) {
  static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  static final String NATIVE_LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** The folder that the build puts the client into: beside this program's jar. */
  static Path defaultFolder() {
    try {
      Path code =
          Path.of(RuntimeClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return code.resolveSibling("runtime-client");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Finds the client's jars and unpacks its native library once for all environments.
   *
   * @throws StartException if the client is not there or has no library for this machine
   */
  static RuntimeClient prepare(Path folder, Path unpackTo) {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new StartException(
          "The runtime interface client is missing in " + folder + ": build local-lambda again.");
    }
    String entryName = "jni/" + libraryName();
    for (Path jar : jars) {
      try (JarFile archive = new JarFile(jar.toFile())) {
        ZipEntry entry = archive.getEntry(entryName);
        if (entry != null) {
          Path library = unpackTo.resolve(libraryName());
          try (InputStream content = archive.getInputStream(entry)) {
            Files.copy(content, library);
          }
          return new RuntimeClient(jars, library);
        }
      } catch (IOException e) {
        throw new StartException(jar + " can't be read: " + e.getMessage());
      }
    }
    throw new StartException(
        "The runtime interface client in "
            + folder
            + " has no "
            + entryName
            + ": a JVM zip runs on Linux with x86_64 or arm64 only.");
  }

  String classPath() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static String libraryName() {
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String architecture =
        processor.equals("aarch64") || processor.equals("arm64") ? "aarch_64" : "x86_64";
    String system =
        Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
                || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"))
            ? "linux_musl"
            : "linux";
    return "libaws-lambda-jni." + system + "-" + architecture + ".so";
  }
}
