package dev.quartet.extension.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * A problem document, RFC 9457.
 *
 * @param type a URI reference that names the kind of problem
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail this occurrence, for the caller
 * @param instance the path that was asked for
 * @param pointer the field at fault as a JSON Pointer, where one is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "pointer"})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    @Nullable String pointer) {

  static final String MEDIA_TYPE = "application/problem+json";

  /** RFC 9457: no more is known of the problem than its status. */
  private static final String NO_TYPE = "about:blank";

  static Problem of(CallError error, String instance) {
    ErrorKind kind = error.kind();
    String type =
        "urn:quartet:problem:" + kind.title().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    return new Problem(
        type, kind.title(), kind.httpStatus(), error.detail(), instance, error.pointer());
  }

  static Problem of(int status, String title, String detail, String instance) {
    return new Problem(NO_TYPE, title, status, detail, instance, null);
  }
}
