package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;

/** What functions declare of their schedules. */
@FunctionalInterface
public interface Schedules {

  /**
   * The input that a function gets when its time has come: the one of its first schedule, because a
   * scheduled event names its rule by an ARN that the function does not know; an empty object when
   * none is declared.
   */
  JsonNode inputOf(String function);
}
