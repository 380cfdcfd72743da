package dev.quartet.loadtest.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.OptionalDouble;

/** What the stores tell of themselves beside each block. */
public interface StoreReadings {
  /** Stores that tell nothing. */
  StoreReadings NONE =
      new StoreReadings() {
        @Override
        public OptionalDouble cpuSeconds() {
          return OptionalDouble.empty();
        }

        @Override
        public JsonNode counters() {
          return NullNode.getInstance();
        }
      };

  /** CPU time used so far, in seconds; empty when the machine doesn't tell. */
  OptionalDouble cpuSeconds();

  /** The stores' own counters since they started. */
  JsonNode counters() throws IOException, InterruptedException;
}
