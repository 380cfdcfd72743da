package dev.quartet.locallambda;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** A first-in-first-out file: the Java library can open one, but not make it. */
final class NamedPipe {
  private static final int OWNER_READS_AND_WRITES = 0600;

  private static final MethodHandle MKFIFO =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().find("mkfifo").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private NamedPipe() {}

  /** Makes the file and opens both ends of it at once, so that opening never waits for a peer. */
  static RandomAccessFile create(Path path) throws IOException {
    int result;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString());
      result = (int) MKFIFO.invokeExact(name, OWNER_READS_AND_WRITES);
    } catch (Throwable e) {
      throw new IOException("mkfifo failed for " + path, e);
    }
    if (result != 0) {
      throw new IOException("mkfifo failed for " + path);
    }
    return new RandomAccessFile(path.toFile(), "rw");
  }
}
