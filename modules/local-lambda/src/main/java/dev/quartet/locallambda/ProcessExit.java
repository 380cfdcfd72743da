package dev.quartet.locallambda;

import java.util.Map;

/** How AWS words the end of a runtime's process. */
final class ProcessExit {
  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "hangup",
          2, "interrupt",
          3, "quit",
          4, "illegal instruction",
          6, "aborted",
          7, "bus error",
          8, "floating point exception",
          9, "killed",
          11, "segmentation fault",
          15, "terminated");

  private ProcessExit() {}

  /**
   * @param exitValue as Java tells it: 128 and the number of the signal for a killed process
   */
  static String describe(int exitValue) {
    if (exitValue == 0) {
      return "Runtime exited without providing a reason";
    }
    String signal = SIGNALS.get(exitValue - SIGNALLED);
    return "Runtime exited with error: "
        + (signal == null ? "exit status " + exitValue : "signal: " + signal);
  }
}
