package dev.quartet.loadtest;

import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;

/** Starts {@code compare}, {@code start-figures} or {@code bench}, named by the first argument. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String[] arguments) {
    String name = arguments.length == 0 ? "" : arguments[0];
    Object command =
        switch (name) {
          case "compare" -> new CompareCommand();
          case "start-figures" -> new StartFiguresCommand();
          case "bench" -> new BenchCommand();
          default -> null;
        };
    if (command == null) {
      System.err.println(
          "The first argument must be compare, start-figures or bench, was '" + name + "'.");
      return CommandLine.ExitCode.USAGE;
    }
    return new CommandLine(command)
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              if (failure instanceof IOException) {
                System.err.println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw failure;
            })
        .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
