package dev.quartet.inference;

/** No more runs are taken at present; the message tells why. A later try may succeed. */
public final class RunRefused extends ModelException {

  private static final long serialVersionUID = 1L;

  public RunRefused(String message) {
    super(message);
  }
}
