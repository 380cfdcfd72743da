package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which service a request is meant for. */
final class ServiceClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "DynamoDB_20120810.PutItem,,application/x-amz-json-1.0,,DYNAMODB",
    "DynamoDBStreams_20120810.ListStreams,,application/x-amz-json-1.0,,DYNAMODB",
    "AmazonSQS.SendMessage,,application/x-amz-json-1.0,,SQS",
    ",,application/x-www-form-urlencoded; charset=utf-8,,SQS",
    ",,,Action=ListQueues,SQS",
    ",AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request,,,SQS",
    ",,,X-Amz-Credential=a%2F20260101%2Fus-east-1%2Fsqs%2Faws4_request,SQS",
    ",AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request,text/plain,,S3",
    ",,,list-type=2&prefix=sqs,S3",
    ",,,,S3",
  })
  void theServiceFollowsFromTheProtocol(
      String target, String authorization, String contentType, String query, Service expected) {
    assertThat(ServiceClassifier.classify(target, authorization, contentType, query))
        .isEqualTo(expected);
  }
}
