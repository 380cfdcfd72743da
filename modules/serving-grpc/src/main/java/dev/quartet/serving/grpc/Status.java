package dev.quartet.serving.grpc;

/** The statuses of gRPC that are answered. */
enum Status {
  OK(0),
  INVALID_ARGUMENT(3),
  NOT_FOUND(5),
  PERMISSION_DENIED(7),
  RESOURCE_EXHAUSTED(8),
  UNIMPLEMENTED(12),
  INTERNAL(13),
  UNAVAILABLE(14);

  /** The header or trailer with the number of the status. */
  static final String CODE = "grpc-status";

  /** The header with what is wrong. */
  static final String MESSAGE = "grpc-message";

  private final int code;

  Status(int code) {
    this.code = code;
  }

  /** The number that it is sent as. */
  int code() {
    return code;
  }

  /** The one that says the same as an error of HTTP. */
  static Status ofHttp(int httpStatus) {
    return switch (httpStatus) {
      case 400 -> INVALID_ARGUMENT;
      case 403 -> PERMISSION_DENIED;
      case 404 -> NOT_FOUND;
      case 413 -> RESOURCE_EXHAUSTED;
      case 501 -> UNIMPLEMENTED;
      case 503 -> UNAVAILABLE;
      default -> INTERNAL;
    };
  }
}
