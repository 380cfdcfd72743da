package dev.quartet.loadtest.startfigures;

import java.io.IOException;
import java.util.List;

/** Something whose start is measured. */
interface StartKind extends AutoCloseable {
  String name();

  /** Starts it once, until its first right answer, and ends it. */
  void start(boolean counted) throws IOException, InterruptedException;

  List<Figure> figures();

  @Override
  default void close() throws IOException {}
}
