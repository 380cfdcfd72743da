package dev.quartet.loadtest;

import java.io.Console;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether whoever is at the console wants to spend money. */
final class Agreement {
  private Agreement() {}

  /**
   * @throws IOException when the answer is no, or nobody can be asked
   */
  static void ask(double usdAtMost) throws IOException {
    @Nullable Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new IOException(
          "the run costs money, and nobody can be asked here: agree by --yes, or look only by"
              + " --dry-run");
    }
    String answer =
        Optional.ofNullable(
                console.readLine(
                    String.format(Locale.ROOT, "Spend up to %.4f USD? Type yes: ", usdAtMost)))
            .orElse("");
    if (!answer.strip().equals("yes")) {
      throw new IOException("not agreed to; nothing was called");
    }
  }
}
