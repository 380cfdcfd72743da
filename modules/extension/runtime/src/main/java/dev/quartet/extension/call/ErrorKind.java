package dev.quartet.extension.call;

/** What went wrong in a call: the one list that HTTP statuses and Lambda error types come from. */
public enum ErrorKind {
  /** The input is not JSON, or a value has the wrong type. */
  MALFORMED(400, "Malformed input", "BadInput"),
  /** The types are right and a constraint is broken: length, range, presence, not finite. */
  INVALID(422, "Invalid input", "BadInput"),
  /** Something that the function depends on failed; a retry may succeed. */
  UNAVAILABLE(503, "Dependency unavailable", "DependencyUnavailable"),
  /** There is too much to do at present; a retry may succeed. */
  OVERLOADED(503, "Overloaded", "Overloaded"),
  /** The function failed in a way that it did not foresee. */
  FAILED(500, "Function failed", "FunctionFailed"),
  /** A direct event names no function, or one that is not here. */
  UNKNOWN_FUNCTION(404, "Unknown function", "UnknownFunction");

  private final int httpStatus;
  private final String title;
  private final String lambdaErrorType;

  ErrorKind(int httpStatus, String title, String lambdaErrorType) {
    this.httpStatus = httpStatus;
    this.title = title;
    this.lambdaErrorType = lambdaErrorType;
  }

  /** The status code of an HTTP answer. */
  public int httpStatus() {
    return httpStatus;
  }

  /** A short summary that is the same for every error of this kind. */
  public String title() {
    return title;
  }

  /** The {@code errorType} of a Lambda function error. */
  public String lambdaErrorType() {
    return lambdaErrorType;
  }
}
