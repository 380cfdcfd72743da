package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.load.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** wrk's script: sends the calls in turn, and at the end prints one line of figures. */
final class WrkScript {
  /** Starts the line of figures. */
  static final String FIGURES = "figures:";

  private WrkScript() {}

  static void write(Wire wire, Path file) throws IOException {
    StringBuilder lua = new StringBuilder("local headers = {}\n");
    for (Map.Entry<String, String> header : new TreeMap<>(wire.headers()).entrySet()) {
      lua.append("headers[")
          .append(quoted(header.getKey()))
          .append("] = ")
          .append(quoted(header.getValue()))
          .append('\n');
    }
    lua.append("local bodies = {\n");
    for (Call call : wire.calls()) {
      lua.append(quoted(call.body().getBytes())).append(",\n");
    }
    lua.append(
        """
        }
        local requests = {}
        local last = 0

        function init()
          for i, body in ipairs(bodies) do
            requests[i] = wrk.format("POST", %s, headers, body)
          end
        end

        function request()
          last = last %% #requests + 1
          return requests[last]
        end

        function done(summary, latency)
          local errors = summary.errors
          io.write(string.format("%s requests=%%d micros=%%d p50=%%d p99=%%d errors=%%d\\n",
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            errors.connect + errors.read + errors.write + errors.status + errors.timeout))
        end
        """
            .formatted(quoted(wire.path()), FIGURES));
    Files.writeString(file, lua);
  }

  private static String quoted(String text) {
    return quoted(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that are no plain character are written as three decimal digits. */
  private static String quoted(byte[] bytes) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte each : bytes) {
      char character = (char) (each & 0xFF);
      if (character < ' ' || character > '~' || character == '"' || character == '\\') {
        quoted.append("\\%03d".formatted((int) character));
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }
}
