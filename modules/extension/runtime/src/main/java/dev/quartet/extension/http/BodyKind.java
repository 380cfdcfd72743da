package dev.quartet.extension.http;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the body of a call is, by its media type. */
public enum BodyKind {
  /** The function's input. */
  INPUT("application/json"),
  /** A CloudEvent in structured mode, whose data is the input. */
  CLOUD_EVENT("application/cloudevents+json"),
  /** An array of CloudEvents, the data of each an input. */
  CLOUD_EVENTS("application/cloudevents-batch+json");

  private final String mediaType;

  BodyKind(String mediaType) {
    this.mediaType = mediaType;
  }

  /** All that is accepted, in words for a caller. */
  public static String accepted() {
    return "%s or another type that ends in +json; for CloudEvents %s or %s"
        .formatted(INPUT.mediaType, CLOUD_EVENT.mediaType, CLOUD_EVENTS.mediaType);
  }

  /** The media type that says so. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * @param contentType a Content-Type header; a request without one is taken for JSON, the only
   *     thing a function reads
   * @return empty when a function does not take that type
   */
  static Optional<BodyKind> of(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.of(INPUT);
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (BodyKind kind : values()) {
      if (kind.mediaType.equals(type)) {
        return Optional.of(kind);
      }
    }
    return type.endsWith("+json") ? Optional.of(INPUT) : Optional.empty();
  }
}
