package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The function is called by EventBridge at set times. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
@Repeatable(ScheduleTrigger.List.class)
public @interface ScheduleTrigger {

  /** {@code rate(5 minutes)} or {@code cron(0 12 * * ? *)}, in EventBridge's form, in UTC. */
  String value();

  /** The function's input, as JSON. The build fails when the input's type does not take it. */
  String input() default "{}";

  /** Several schedules of one function. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.CLASS)
  @interface List {
    ScheduleTrigger[] value();
  }
}
