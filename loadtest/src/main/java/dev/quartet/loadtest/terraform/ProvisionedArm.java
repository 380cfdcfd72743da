package dev.quartet.loadtest.terraform;

import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Architecture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One arm on AWS.
 *
 * @param vcpus of a task; 0 for Lambda, which has its share by memory
 * @param memoryMegabytes of a task; 0 for Lambda, whose functions have their own
 */
public record ProvisionedArm(
    String name,
    Hosting hosting,
    Architecture architecture,
    double vcpus,
    int memoryMegabytes,
    int leastTasks,
    List<Function> functions) {
  /**
   * A function of it.
   *
   * @param url where to POST; null when it has no address of its own
   * @param authorization {@code AWS_IAM} or {@code NONE}
   * @param memoryMegabytes of the Lambda function; of the task for a container
   */
  public record Function(
      String name, @Nullable String url, String authorization, int memoryMegabytes) {}
}
