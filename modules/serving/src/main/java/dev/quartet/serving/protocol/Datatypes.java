package dev.quartet.serving.protocol;

import dev.quartet.inference.Datatype;
import java.util.Arrays;

/** Element types by the protocol's names. */
public final class Datatypes {

  private Datatypes() {}

  /**
   * The datatype of that name.
   *
   * @throws Refusal if none has that name
   */
  public static Datatype named(String name, Place place) {
    for (Datatype datatype : Datatype.values()) {
      if (datatype.name().equals(name)) {
        return datatype;
      }
    }
    throw Refusal.at(place, "expected one of " + Arrays.toString(Datatype.values()) + ".");
  }
}
