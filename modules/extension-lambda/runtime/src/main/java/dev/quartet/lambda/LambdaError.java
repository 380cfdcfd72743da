package dev.quartet.lambda;

import dev.quartet.extension.call.CallError;

/**
 * A function error as Lambda reports it. Lambda's runtimes take the {@code errorType} from the name
 * of the exception's class, so the build makes a class without a package for each type, such as
 * {@code BadInput}. There is no stack trace, so none is reported.
 */
public abstract class LambdaError extends RuntimeException {

  protected LambdaError(String message) {
    super(message, null, false, false);
  }

  /** The error of the type that the kind of error has. */
  public static LambdaError of(CallError error) {
    String type = error.kind().lambdaErrorType();
    try {
      return Class.forName(type, true, LambdaError.class.getClassLoader())
          .asSubclass(LambdaError.class)
          .getConstructor(String.class)
          .newInstance(error.detail());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the build made no class for the error type " + type, e);
    }
  }
}
