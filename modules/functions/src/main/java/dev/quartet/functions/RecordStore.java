package dev.quartet.functions;

import dev.quartet.extension.DependencyUnavailable;

/** Where {@link MakeUuid} puts its records. Calls block. */
public interface RecordStore {

  /** The table that records are put into. */
  String table();

  /**
   * Puts a record unless there is one of its UUID, in one step that no other writer can divide.
   *
   * @return the record that is stored now: the given one or the one that was there
   * @throws DependencyUnavailable if it can't be known which one is stored
   */
  UuidRecord putIfAbsent(UuidRecord record);
}
