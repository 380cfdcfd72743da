package dev.quartet.locallambda;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * An unpacked function.zip.
 *
 * @param root the task root, LAMBDA_TASK_ROOT of every environment
 */
record FunctionPackage(Path root, Manifest manifest) {

  /**
   * Unpacks a zip and reads its manifest.
   *
   * @param root an existing empty folder to unpack into
   * @throws StartException if the zip is missing, is no zip, or can't be run
   */
  static FunctionPackage unpack(Path zip, Path root) {
    if (!Files.isRegularFile(zip)) {
      throw new StartException(zip + " is missing: name a function.zip that was built before.");
    }
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      copy(files.getPath("/"), root);
    } catch (ZipException | ProviderNotFoundException e) {
      throw new StartException(zip + " is no zip file: " + e.getMessage());
    } catch (IOException e) {
      throw new StartException(zip + " can't be unpacked: " + e.getMessage());
    }
    Manifest manifest = Manifest.read(root);
    if (!manifest.runsOnJava()) {
      requireBootstrap(root, manifest);
    }
    return new FunctionPackage(root, manifest);
  }

  private static void requireBootstrap(Path root, Manifest manifest) {
    Path bootstrap = root.resolve("bootstrap");
    if (!Files.isRegularFile(bootstrap)) {
      throw new StartException(
          "bootstrap is missing at the root of the zip: the runtime "
              + manifest.runtime()
              + " in functions.json needs that executable.");
    }
    if (!bootstrap.toFile().setExecutable(true, false)) {
      throw new StartException("bootstrap can't be made executable in " + root + ".");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = target(file);
            Files.copy(file, target);
            if (Files.getAttribute(file, "zip:permissions") instanceof Set<?> permissions
                && permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                && !target.toFile().setExecutable(true, false)) {
              throw new IOException(target + " can't be made executable");
            }
            return FileVisitResult.CONTINUE;
          }

          private Path target(Path source) {
            return to.resolve(from.relativize(source).toString());
          }
        });
  }
}
