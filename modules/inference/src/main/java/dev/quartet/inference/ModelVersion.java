package dev.quartet.inference;

/**
 * A version of a model by name; they sort by model and number.
 *
 * @param number a whole number without leading zeros; empty for a model that has no version
 */
record ModelVersion(String model, String number) implements Comparable<ModelVersion> {

  /** As a regular expression, of numbers that fit into a long. */
  static final String NUMBER = "0|[1-9][0-9]{0,17}";

  private long value() {
    return number.isEmpty() ? -1 : Long.parseLong(number);
  }

  @Override
  public int compareTo(ModelVersion other) {
    int byModel = model.compareTo(other.model);
    return byModel != 0 ? byModel : Long.compare(value(), other.value());
  }

  @Override
  public String toString() {
    return number.isEmpty() ? model : model + " version " + number;
  }
}
