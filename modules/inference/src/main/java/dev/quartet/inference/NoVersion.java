package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;

/**
 * A model without any version.
 *
 * @param place where the model lies
 * @param placeOfFirst where its first version belongs
 */
record NoVersion(String place, String placeOfFirst) implements ModelFile.Content {

  @Override
  public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) {
    throw new BadModel("%s has no version: put a model at %s".formatted(place, placeOfFirst));
  }

  @Override
  public String toString() {
    return place;
  }
}
