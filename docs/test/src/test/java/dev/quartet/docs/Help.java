package dev.quartet.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a program says of itself. */
final class Help {

  private Help() {}

  /**
   * Asks a program for its help.
   *
   * @param jar its jar, from the repository's root
   * @param command the words before {@code --help}
   */
  static String of(String jar, String... command) throws IOException, InterruptedException {
    Path file = Repository.ROOT.resolve(jar);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          jar + " is not built: build it with ./mvnw package -DskipTests");
    }
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-jar");
    line.add(file.toString());
    line.addAll(List.of(command));
    line.add("--help");
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", line) + " ended with code " + status);
    }
    return "```text\n" + help.stripTrailing() + "\n```\n";
  }
}
