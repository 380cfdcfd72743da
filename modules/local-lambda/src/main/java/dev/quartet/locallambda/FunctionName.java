package dev.quartet.locallambda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as AWS lets callers name it: its name, account:function:name, or its Amazon resource
 * name, each with or without a qualifier.
 */
record FunctionName(String name, @Nullable String qualifier) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(?:arn:[a-zA-Z-]+:lambda:[a-z0-9-]+:)?(?:\\d{12}:)?function:)?"
              + "([a-zA-Z0-9-_]+)(?::([$a-zA-Z0-9-_]+))?");

  /** Reads a decoded path segment; null if it is none of the forms. */
  static @Nullable FunctionName parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches() ? new FunctionName(matcher.group(1), matcher.group(2)) : null;
  }
}
