package dev.quartet.localaws;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The services behind the endpoint. */
enum Service {
  S3,
  DYNAMODB,
  SQS;

  /** The name in the administrative interface. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Service> byId(String id) {
    return Arrays.stream(values()).filter(service -> service.id().equals(id)).findFirst();
  }
}
