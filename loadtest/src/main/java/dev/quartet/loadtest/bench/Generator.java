package dev.quartet.loadtest.bench;

import java.io.IOException;
import java.net.URI;

/** A load generator with one setting of how much it asks at once. */
interface Generator {
  /** For the tables: how much it asks. */
  String label();

  /** Asks the server at {@code base} for {@code seconds}. */
  Load run(Wire wire, URI base, int seconds) throws IOException, InterruptedException;
}
