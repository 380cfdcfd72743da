package dev.quartet.functions;

import dev.quartet.extension.DependencyUnavailable;

/** Where {@link MakeUuid} puts its objects. Calls block. */
public interface ObjectStore {

  /** The bucket that objects are put into. */
  String bucket();

  /**
   * Puts an object of plain text, over one of the same key.
   *
   * @throws DependencyUnavailable if it can't be known to be stored
   */
  void put(String key, String text);
}
