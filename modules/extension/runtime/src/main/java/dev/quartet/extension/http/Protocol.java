package dev.quartet.extension.http;

/**
 * A protocol with paths and rules of its own. Where a bean of this type is, an error on its paths
 * has its form in place of a problem document, whoever finds it, and bodies have its limit.
 */
public interface Protocol {

  /**
   * @param path the path that was asked for, normalized
   */
  boolean owns(String path);

  BodyLimit bodyLimit();

  /** The media type of an error, without parameters. */
  String errorMediaType();

  /**
   * The body of an error.
   *
   * @param detail this occurrence, for the caller
   */
  byte[] error(String detail);
}
