package dev.quartet.inference;

/** The caller's tensors are not what the model takes, or an output is asked for that it lacks. */
public final class BadTensors extends ModelException {

  private static final long serialVersionUID = 1L;

  /**
   * @param tensor the name of the input or output at fault
   * @param problem what is wrong with it and what was expected, to be read after its name
   */
  BadTensors(String tensor, String problem) {
    super("The tensor '" + tensor + "' " + problem);
  }

  /** They have the form that the model takes, and it can't run them all the same. */
  BadTensors(String message, Throwable cause) {
    super(message, cause);
  }
}
