package dev.quartet.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the function's role may do on AWS, and nothing else. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
@Repeatable(Permission.List.class)
public @interface Permission {

  /** IAM actions, each {@code service:Action}, such as {@code s3:PutObject}; no wildcards. */
  String[] actions();

  /**
   * The ARNs that the actions are allowed on. {@code ${partition}}, {@code ${region}}, {@code
   * ${account}}, {@code ${bucket}} and {@code ${table}} stand for what the function is deployed
   * with, such as {@code arn:${partition}:s3:::${bucket}/*}.
   */
  String[] resources();

  /** Several permissions of one function. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.CLASS)
  @interface List {
    Permission[] value();
  }
}
