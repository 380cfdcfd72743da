package dev.quartet.locallambda;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How one zip is served.
 *
 * @param memoryMegabytes overrides the manifest's; 1,769 MB where neither says
 * @param timeoutSeconds overrides the manifest's; 30 s where neither says
 * @param environmentsPerFunction most environments of one function at a time, above 0
 * @param variables added to each environment's variables, over the manifest's
 * @param inherited this process's own variables, of which a few AWS_* reach the functions
 * @param initSeconds limit of the init phase
 * @param initVcpus processors until the first {@code /next}; empty: the memory's own share
 * @param asyncRetrySeconds wait before the first retry of an Event; the second waits twice as long
 */
record Settings(
    Path zip,
    Path runtimeClient,
    OptionalInt memoryMegabytes,
    OptionalInt timeoutSeconds,
    int environmentsPerFunction,
    int port,
    int urlPort,
    double idleSeconds,
    double asyncRetrySeconds,
    double initSeconds,
    OptionalDouble initVcpus,
    boolean limited,
    Map<String, String> variables,
    Map<String, String> inherited) {

  static final int DEFAULT_MEMORY_MEGABYTES = 1769;
  static final int DEFAULT_TIMEOUT_SECONDS = 30;
  static final String ACCOUNT = "000000000000";

  String region() {
    String region = variables.getOrDefault("AWS_REGION", inherited.getOrDefault("AWS_REGION", ""));
    return region.isEmpty() ? "us-east-1" : region;
  }

  int memoryMegabytesOf(Manifest.Entry function) {
    return memoryMegabytes.orElse(function.memoryMegabytes().orElse(DEFAULT_MEMORY_MEGABYTES));
  }

  int timeoutSecondsOf(Manifest.Entry function) {
    return timeoutSeconds.orElse(function.timeoutSeconds().orElse(DEFAULT_TIMEOUT_SECONDS));
  }
}
