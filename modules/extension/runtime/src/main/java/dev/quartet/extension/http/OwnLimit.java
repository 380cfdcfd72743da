package dev.quartet.extension.http;

/** Paths whose bodies have a limit of their own. Where a bean of this type is, it holds. */
public interface OwnLimit {

  /**
   * @param path the path that was asked for, normalized
   */
  boolean owns(String path);

  BodyLimit bodyLimit();
}
