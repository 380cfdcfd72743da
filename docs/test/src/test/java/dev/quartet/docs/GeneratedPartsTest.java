package dev.quartet.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The parts of the docs between markers are what the code says. {@code ./mvnw test -pl docs/test
 * -Dquartet.docs.write=true} writes them.
 */
class GeneratedPartsTest {

  private static final Map<String, Callable<String>> GENERATORS =
      Map.ofEntries(
          Map.entry("configuration at run time", () -> ConfigurationTables.of(false)),
          Map.entry("configuration at build time", () -> ConfigurationTables.of(true)),
          Map.entry("help local-aws", () -> Help.of("modules/local-aws/target/local-aws.jar")),
          Map.entry(
              "help local-lambda", () -> Help.of("modules/local-lambda/target/local-lambda.jar")),
          Map.entry("help compare", () -> loadtest("compare")),
          Map.entry("help compare report", () -> loadtest("compare", "report")),
          Map.entry("help compare diff", () -> loadtest("compare", "diff")),
          Map.entry("help compare check", () -> loadtest("compare", "check")),
          Map.entry("help compare tasks", () -> loadtest("compare", "tasks")),
          Map.entry("help start-figures", () -> loadtest("start-figures")),
          Map.entry("help bench", () -> loadtest("bench")));

  private static String loadtest(String... command) throws Exception {
    return Help.of("loadtest/target/loadtest.jar", command);
  }

  private static final Pattern PART =
      Pattern.compile(
          "<!-- generated: (?<name>[^>]+) -->\\n(?<text>.*?)<!-- end of generated -->",
          Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> generatedPartsAreUpToDate() throws IOException {
    return parts().map(part -> DynamicTest.dynamicTest(part.name(), () -> check(part)));
  }

  @Test
  void everyPartThatCanBeGeneratedIsInThePagesOnce() throws IOException {
    assertThat(parts().map(Part::name)).containsExactlyInAnyOrderElementsOf(GENERATORS.keySet());
  }

  private static void check(Part part) throws Exception {
    String expected =
        Objects.requireNonNull(
                GENERATORS.get(part.name()), part.page() + ": nobody generates " + part.name())
            .call();
    if (Boolean.getBoolean("quartet.docs.write")) {
      String page = Files.readString(part.page());
      Files.writeString(part.page(), page.replace(part.marked(part.text()), part.marked(expected)));
    } else {
      assertThat(part.text())
          .as(
              "%s is not what the code says. Write it with"
                  + " ./mvnw test -pl docs/test -Dquartet.docs.write=true",
              Repository.ROOT.relativize(part.page()))
          .isEqualTo(expected);
    }
  }

  private static Stream<Part> parts() throws IOException {
    List<Path> pages = Repository.pages();
    Stream.Builder<Part> parts = Stream.builder();
    for (Path page : pages) {
      Matcher matcher = PART.matcher(Files.readString(page));
      while (matcher.find()) {
        parts.add(new Part(page, matcher.group("name"), matcher.group("text")));
      }
    }
    return parts.build();
  }

  private record Part(Path page, String name, String text) {

    String marked(String text) {
      return "<!-- generated: %s -->\n%s<!-- end of generated -->".formatted(name, text);
    }
  }
}
