package dev.quartet.loadtest.record;

/**
 * What a store takes longer than on this machine, so that a function waits as long as on AWS. The
 * same for every arm.
 *
 * @param s3Millis added before every answer of S3, from 0
 * @param dynamoDbMillis likewise, of DynamoDB
 */
public record StoreDelays(long s3Millis, long dynamoDbMillis) {
  public static final StoreDelays NONE = new StoreDelays(0, 0);

  public StoreDelays {
    if (s3Millis < 0 || dynamoDbMillis < 0) {
      throw new IllegalArgumentException("delays must be 0 or more");
    }
  }
}
