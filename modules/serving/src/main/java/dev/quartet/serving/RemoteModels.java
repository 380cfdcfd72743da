package dev.quartet.serving;

import dev.quartet.inference.ModelStore;

/**
 * Knows places of one kind that models can be fetched from: a bean of the library that has the
 * client for it. It is made when models are configured to be there, and else never.
 */
public interface RemoteModels {

  /** How names of such places begin, such as {@code s3}. */
  String scheme();

  /**
   * The store at a place. Asks nothing yet.
   *
   * @param place such as {@code s3://bucket/prefix}
   * @throws IllegalArgumentException if it is no such place; the message names the key
   */
  ModelStore at(String place);
}
