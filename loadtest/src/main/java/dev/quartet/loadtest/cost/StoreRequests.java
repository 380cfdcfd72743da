package dev.quartet.loadtest.cost;

/**
 * What one request of a function asks of the stores, each taken for a write.
 *
 * @param s3Puts requests to S3
 * @param dynamodbWrites requests to DynamoDB, of one write unit each
 */
public record StoreRequests(double s3Puts, double dynamodbWrites) {}
