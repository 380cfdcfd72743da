package dev.quartet.loadtest.terraform;

import dev.quartet.loadtest.cost.Architecture;
import java.util.List;

/**
 * The task that sends load from beside the targets, as Terraform's module {@code loadtest} makes
 * it.
 *
 * @param containerName the one that is k6
 * @param resultsPrefix where results go in the bucket, with a slash at its end
 */
public record LoadGeneratorTask(
    String clusterArn,
    String taskDefinitionArn,
    String containerName,
    Architecture architecture,
    double vcpus,
    int memoryMegabytes,
    List<String> subnetIds,
    List<String> securityGroupIds,
    boolean assignPublicIp,
    String resultsBucket,
    String resultsPrefix) {
  public LoadGeneratorTask {
    subnetIds = List.copyOf(subnetIds);
    securityGroupIds = List.copyOf(securityGroupIds);
  }
}
