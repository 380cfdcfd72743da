package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The function is called from a queue of its own, once for each message, whose body is the input.
 * Messages that fail are delivered again; the rest of their batch is not.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface SqsTrigger {

  /** The most messages in one batch, 1 to 10,000; more than 10 need a batching window. */
  int batchSize() default 10;

  /** How long Lambda gathers messages for a batch, in seconds, 0 to 300. */
  int maximumBatchingWindowSeconds() default 0;
}
