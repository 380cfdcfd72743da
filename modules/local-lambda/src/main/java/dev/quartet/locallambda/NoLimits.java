package dev.quartet.locallambda;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Environments that may use the whole machine.
 *
 * @param why in words for the user
 */
record NoLimits(String why) implements ResourceLimits {

  @Override
  public Slice slice(String name, long memoryBytes, double vcpus) {
    return new Unlimited();
  }

  @Override
  public String description() {
    return "limits are not applied: " + why;
  }

  @Override
  public void remove() {}

  private static final class Unlimited implements Slice {
    @Override
    public List<Path> processFiles() {
      return List.of();
    }

    @Override
    public void limitCpu(double vcpus) {}

    @Override
    public OptionalLong peakMemoryBytes() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong cpuNanos() {
      return OptionalLong.empty();
    }

    @Override
    public boolean ranOutOfMemory() {
      return false;
    }

    @Override
    public List<Long> processes() {
      return List.of();
    }

    @Override
    public void remove() {}
  }
}
