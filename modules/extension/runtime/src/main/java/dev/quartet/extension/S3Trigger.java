package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The function is called for objects of the bucket, once for each. Its input is an {@link
 * S3ObjectEvent}, or a type of its own with the same members.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
@Repeatable(S3Trigger.List.class)
public @interface S3Trigger {

  /** S3's names of what must happen to the object. */
  String[] events() default "s3:ObjectCreated:*";

  /** What the object's key must begin with. */
  String prefix() default "";

  /** What the object's key must end with. */
  String suffix() default "";

  /** Several triggers of one function. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.CLASS)
  @interface List {
    S3Trigger[] value();
  }
}
