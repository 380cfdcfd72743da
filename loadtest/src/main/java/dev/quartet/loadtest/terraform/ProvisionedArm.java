package dev.quartet.loadtest.terraform;

import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Architecture;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One arm on AWS.
 *
 * @param vcpus of a task; 0 for Lambda, which has its share by memory
 * @param memoryMegabytes of a task; 0 for Lambda, whose functions have their own
 * @param mostTasks as far as its autoscaling goes; 1 for Lambda
 * @param clusterName of the service; null for Lambda
 * @param serviceName likewise
 */
public record ProvisionedArm(
    String name,
    Hosting hosting,
    Architecture architecture,
    double vcpus,
    int memoryMegabytes,
    int leastTasks,
    int mostTasks,
    @Nullable String clusterName,
    @Nullable String serviceName,
    List<Function> functions) {
  /**
   * A function of it.
   *
   * @param url where to POST; null when it has no address of its own
   * @param authorization {@code AWS_IAM} or {@code NONE}
   * @param httpApiUrl the same by an HTTP API, which wants a signature; null without one
   * @param memoryMegabytes of the Lambda function; of the task for a container
   * @param functionName on Lambda; null for a container
   * @param qualifier the alias that is called; null for none
   * @param logGroupName of the Lambda function; null for a container
   * @param provisionedConcurrency environments that Lambda keeps ready
   */
  public record Function(
      String name,
      @Nullable String url,
      String authorization,
      @Nullable String httpApiUrl,
      int memoryMegabytes,
      @Nullable String functionName,
      @Nullable String qualifier,
      @Nullable String logGroupName,
      int provisionedConcurrency) {
    /**
     * Where to POST; empty when it has no such address.
     *
     * @param byHttpApi whether Lambda is asked by an HTTP API in place of Function URLs
     */
    public Optional<String> address(boolean byHttpApi) {
      return Optional.ofNullable(byHttpApi && functionName != null ? httpApiUrl : url);
    }
  }

  /** The function of that name, if it has such an address. */
  public Optional<Function> reachable(String name, boolean byHttpApi) {
    return functions.stream()
        .filter(function -> function.name().equals(name))
        .filter(function -> function.address(byHttpApi).isPresent())
        .findFirst();
  }
}
