package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An input that the function answers well. The API description shows it, the contract suite and the
 * comparison send it. Without one, the build makes a small input that the schema allows.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Sample {

  /** The input as JSON. The build fails when the input's type does not take it. */
  String value();
}
