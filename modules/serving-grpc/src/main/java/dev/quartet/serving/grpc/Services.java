package dev.quartet.serving.grpc;

import java.util.List;

/** The services by the names that paths begin with. */
final class Services {

  static final String INFERENCE = "inference.GRPCInferenceService";
  static final String HEALTH = "grpc.health.v1.Health";

  static final List<String> ALL = List.of(INFERENCE, HEALTH);

  private Services() {}
}
