package dev.quartet.inference;

/** No model of that name, or no such version, is there or ready. */
public final class UnknownModel extends ModelException {

  private static final long serialVersionUID = 1L;

  UnknownModel(String message) {
    super(message);
  }
}
