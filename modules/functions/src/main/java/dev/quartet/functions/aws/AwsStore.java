package dev.quartet.functions.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** A store that can be asked whether it answers. */
sealed interface AwsStore permits S3ObjectStore, DynamoDbRecordStore {

  /** Its name for callers and operators. */
  String name();

  /**
   * Touches the very bucket or table without changing it, within {@link #TOUCH_LIMIT} where the
   * socket can be interrupted and within the socket time-out where it can't.
   *
   * @throws dev.quartet.extension.DependencyUnavailable if it doesn't answer, or not as it should
   */
  void touch();

  /** How long a touch may take, retries included: less than what a health probe usually waits. */
  AwsRequestOverrideConfiguration TOUCH_LIMIT =
      AwsRequestOverrideConfiguration.builder()
          .apiCallTimeout(Duration.ofSeconds(1))
          .apiCallAttemptTimeout(Duration.ofSeconds(1))
          .build();
}
