package dev.quartet.extension.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quartet.extension.BadInput;
import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.extension.Overloaded;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.funqy.runtime.InternalError;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was not answered, in words for the caller.
 *
 * @param kind what went wrong
 * @param detail this occurrence: the field, what was expected and what came; never a class name
 * @param pointer the field at fault as a JSON Pointer (RFC 6901), empty for the whole input; {@code
 *     null} when the input is not at fault
 */
public record CallError(ErrorKind kind, String detail, @Nullable String pointer) {

  private static final Logger LOG = Logger.getLogger(CallError.class);

  /** How an error without a pointer into the input calls its place. */
  private static final String WHOLE = "The input";

  /**
   * @param pointer the field at fault, a JSON Pointer; empty for the whole input
   * @param expected what was expected, and what came instead
   */
  public static CallError malformed(String pointer, String expected) {
    return new CallError(ErrorKind.MALFORMED, at(pointer, expected), pointer);
  }

  /**
   * @param failure why bytes could not be read as JSON
   */
  public static CallError notJson(IOException failure) {
    // A byte array can't fail to be read otherwise: malformed UTF-8 comes as a
    // CharConversionException.
    if (!(failure instanceof JsonProcessingException processing)) {
      return malformed("", "not JSON in UTF-8");
    }
    var location = processing.getLocation();
    return malformed(
        "",
        location == null
            ? "not JSON"
            : "not JSON at line %d, column %d"
                .formatted(location.getLineNr(), location.getColumnNr()));
  }

  static CallError invalid(String pointer, String expected) {
    return new CallError(ErrorKind.INVALID, at(pointer, expected), pointer);
  }

  private static String at(String pointer, String expected) {
    return place(pointer) + ": " + expected;
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? WHOLE : pointer;
  }

  /**
   * The same error where the input is a part of what the caller sent.
   *
   * @param prefix where in it the input is, a JSON Pointer
   */
  public CallError within(String prefix) {
    if (pointer == null || prefix.isEmpty()) {
      return this;
    }
    String place = place(pointer);
    String told = detail.startsWith(place) ? detail.substring(place.length()) : ": " + detail;
    return new CallError(kind, prefix + pointer + told, prefix + pointer);
  }

  /**
   * The one place where a failure becomes an error for the caller. What the caller may not read,
   * the cause, goes to the log.
   *
   * @param function the function that was called, for the log
   */
  public static CallError of(String function, Throwable failure) {
    return switch (unwrapped(failure)) {
      case CallFailed failed -> failed.error();
      case BadInput bad -> new CallError(ErrorKind.INVALID, bad.detail(), bad.pointer());
      case DependencyUnavailable unavailable -> {
        LOG.errorf(unavailable.getCause(), "%s: %s", function, unavailable.detail());
        yield new CallError(ErrorKind.UNAVAILABLE, unavailable.detail(), null);
      }
      case Overloaded overloaded -> new CallError(ErrorKind.OVERLOADED, overloaded.detail(), null);
      case Throwable other -> {
        LOG.errorf(other, "%s failed", function);
        yield new CallError(
            ErrorKind.FAILED, "The function failed. The log of this request tells why.", null);
      }
    };
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof ApplicationException
            || inner instanceof InternalError
            || inner instanceof CompletionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
