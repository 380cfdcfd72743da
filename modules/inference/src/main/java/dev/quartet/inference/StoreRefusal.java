package dev.quartet.inference;

/** A store answered, and gives no such file: asking again won't help. */
public final class StoreRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is at fault, for whoever runs the application
   */
  public StoreRefusal(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
