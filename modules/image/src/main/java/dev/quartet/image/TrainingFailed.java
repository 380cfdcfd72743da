package dev.quartet.image;

/** The app did not do what its training needs; the message says what, in a sentence. */
final class TrainingFailed extends Exception {

  private static final long serialVersionUID = 1;

  TrainingFailed(String message) {
    super(message);
  }
}
