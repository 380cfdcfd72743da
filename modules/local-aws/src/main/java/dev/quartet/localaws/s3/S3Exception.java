package dev.quartet.localaws.s3;

/** An answer that S3 gives as an error: HTTP status, S3's error code and a message. */
final class S3Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  S3Exception(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static S3Exception noSuchBucket(String bucket) {
    return new S3Exception(404, "NoSuchBucket", "The specified bucket does not exist: " + bucket);
  }

  static S3Exception noSuchKey() {
    return new S3Exception(404, "NoSuchKey", "The specified key does not exist.");
  }

  static S3Exception preconditionFailed() {
    return new S3Exception(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  static S3Exception badRequest(String code, String message) {
    return new S3Exception(400, code, message);
  }

  static S3Exception notImplemented(String what) {
    return new S3Exception(
        501,
        "NotImplemented",
        "This local S3 does not offer " + what + ". The README lists what it does.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
