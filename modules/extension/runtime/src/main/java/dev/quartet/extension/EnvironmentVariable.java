package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A variable that the function's execution environments on Lambda have. Never put a secret here.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
@Repeatable(EnvironmentVariable.List.class)
public @interface EnvironmentVariable {

  /** Letters, digits and underscores, beginning with a letter; none that Lambda or Quartet sets. */
  String name();

  String value();

  /** Several variables of one function. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.CLASS)
  @interface List {
    EnvironmentVariable[] value();
  }
}
