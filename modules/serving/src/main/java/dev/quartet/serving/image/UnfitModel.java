package dev.quartet.serving.image;

/** The configured model is none of images. The message is for whoever runs the application. */
public final class UnfitModel extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitModel(String problem) {
    super(problem);
  }
}
