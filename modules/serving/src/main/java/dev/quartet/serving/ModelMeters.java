package dev.quartet.serving;

/** Makes what measures the runs of models. An application without one measures nothing. */
@FunctionalInterface
public interface ModelMeters {

  /** Measures nothing. */
  ModelMeters NONE = (_, _) -> ModelMeter.NONE;

  /**
   * Asked for each version of a model, when its first request is answered; the same again for one
   * that it was asked for before.
   *
   * @param version empty if the model has none
   */
  ModelMeter of(String model, String version);
}
