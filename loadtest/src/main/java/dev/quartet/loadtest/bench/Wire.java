package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.load.Call;
import java.util.List;
import java.util.Map;

/**
 * The same question in one form: what is posted where.
 *
 * @param name for {@code --scenario}
 * @param path from the server's root, with its leading slash
 * @param calls are sent in turn
 */
record Wire(String name, String path, Map<String, String> headers, List<Call> calls) {
  Wire {
    headers = Map.copyOf(headers);
    calls = List.copyOf(calls);
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("calls: at least one is needed");
    }
  }
}
