package dev.quartet.extension.start;

import java.util.Optional;

/** Tells which function a process is for, where it is for one. */
public interface OnlyFunction {

  /** Its name; empty when it is not said. */
  Optional<String> name();
}
