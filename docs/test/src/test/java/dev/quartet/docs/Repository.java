package dev.quartet.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files that the docs are and speak of. */
final class Repository {

  /** Its folder; the build says where it is. */
  static final Path ROOT =
      Path.of(
          Objects.requireNonNull(
              System.getProperty("quartet.root"), "-Dquartet.root must name the repository"));

  /** What a reader may read: the README and all of docs. */
  static List<Path> pages() {
    return Stream.concat(Stream.of(ROOT.resolve("README.md")), under(ROOT.resolve("docs")))
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
  }

  /** The folders of the Maven modules. */
  static Stream<Path> modules() {
    return Stream.of("modules", "loadtest", "docs")
        .flatMap(folder -> under(ROOT.resolve(folder)))
        .filter(file -> file.endsWith("pom.xml"))
        .map(file -> file.resolveSibling(""));
  }

  /** All files under a folder but those that a build makes, in alphabetical order. */
  static Stream<Path> under(Path folder) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
              return each.endsWith("target")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted();
  }

  private Repository() {}
}
