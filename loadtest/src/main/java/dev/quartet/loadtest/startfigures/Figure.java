package dev.quartet.loadtest.startfigures;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One figure of the table, gathered over the rounds. */
final class Figure {
  private final String what;
  private final String unit;
  private final List<Double> values = new ArrayList<>();

  Figure(String what, String unit) {
    this.what = what;
    this.unit = unit;
  }

  void add(double value) {
    values.add(value);
  }

  void add(OptionalDouble value) {
    value.ifPresent(values::add);
  }

  String what() {
    return what;
  }

  String unit() {
    return unit;
  }

  List<Double> values() {
    return values;
  }
}
