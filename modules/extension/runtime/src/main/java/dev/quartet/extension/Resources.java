package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What one invocation of a function may use on Lambda. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Resources {

  /** Memory where nothing is said, in MB: it buys one processor. */
  int DEFAULT_MEMORY_MEGABYTES = 1769;

  /** Time limit where nothing is said, in seconds. */
  int DEFAULT_TIMEOUT_SECONDS = 30;

  /** Memory in MB, 128 to 10,240. Lambda gives processor time in proportion, 1,769 MB for one. */
  int memoryMegabytes() default DEFAULT_MEMORY_MEGABYTES;

  /** Time limit of an invocation in seconds, 1 to 900. */
  int timeoutSeconds() default DEFAULT_TIMEOUT_SECONDS;
}
