package dev.quartet.extension.call;

/** Carries a {@link CallError} through code that answers by value. */
public final class CallFailed extends RuntimeException {

  private final transient CallError error;

  public CallFailed(CallError error) {
    super(error.detail(), null, false, false);
    this.error = error;
  }

  public CallError error() {
    return error;
  }
}
