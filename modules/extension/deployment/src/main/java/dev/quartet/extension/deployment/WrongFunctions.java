package dev.quartet.extension.deployment;

import java.util.List;

/**
 * Functions that can't work. Ends the build; has no stack trace, because the message says it all.
 */
final class WrongFunctions extends RuntimeException {

  /**
   * @param complaints each names class and method, what is wrong and the remedy
   */
  WrongFunctions(List<String> complaints) {
    super(String.join("\n  ", complaints), null, false, false);
  }
}
