package dev.quartet.functions.aws;

import dev.quartet.extension.DependencyUnavailable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the stores answer. Each is a check of its own. */
final class StoreReadiness {

  private StoreReadiness() {}

  @Produces
  @Singleton
  @Readiness
  static HealthCheck s3(S3ObjectStore store) {
    return () -> answers(store);
  }

  @Produces
  @Singleton
  @Readiness
  static HealthCheck dynamoDb(DynamoDbRecordStore store) {
    return () -> answers(store);
  }

  private static HealthCheckResponse answers(AwsStore store) {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(store.name());
    try {
      store.touch();
      return response.up().build();
    } catch (DependencyUnavailable e) {
      return response.withData("reason", reason(e)).down().build();
    }
  }

  /** What the SDK said, in one line: for operators, who may know the end point. */
  private static String reason(DependencyUnavailable unavailable) {
    Throwable cause = unavailable.getCause();
    return cause == null
        ? unavailable.detail()
        : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
