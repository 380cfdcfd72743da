package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a function does, in one sentence: for the manifest, the API description and the console. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Description {

  /** One sentence in plain text. */
  String value();
}
