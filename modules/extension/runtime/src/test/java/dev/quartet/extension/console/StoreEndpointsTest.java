package dev.quartet.extension.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreEndpointsTest {

  /** From the one that counts most to the one that counts least. */
  private static final List<String> OF_S3 =
      List.of(
          "quarkus.s3.endpoint-override",
          "aws.endpointUrlS3",
          "aws.endpointUrl",
          "AWS_ENDPOINT_URL_S3",
          "AWS_ENDPOINT_URL");

  private static final List<String> OF_DYNAMODB =
      List.of(
          "quarkus.dynamodb.endpoint-override",
          "aws.endpointUrlDynamoDb",
          "aws.endpointUrl",
          "AWS_ENDPOINT_URL_DYNAMODB",
          "AWS_ENDPOINT_URL");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void eachNameCountsMoreThanThoseBehindIt(int from) {
    assertThat(endpoints(OF_S3.subList(from, OF_S3.size())).s3()).contains(OF_S3.get(from));
    assertThat(endpoints(OF_DYNAMODB.subList(from, OF_DYNAMODB.size())).dynamoDb())
        .contains(OF_DYNAMODB.get(from));
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.s3.endpoint-override, true, false",
    "quarkus.dynamodb.endpoint-override, false, true",
    "aws.endpointUrl, true, true",
    "unrelated, false, false"
  })
  void aNameOfOneStoreSaysNothingOfTheOther(String name, boolean s3, boolean dynamoDb) {
    assertThat(endpoints(List.of(name)))
        .isEqualTo(
            new StoreEndpoints(
                Optional.of(name).filter(_ -> s3), Optional.of(name).filter(_ -> dynamoDb)));
  }

  /** Each of the names is set, to itself. */
  private static StoreEndpoints endpoints(List<String> names) {
    SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
    names.forEach(name -> builder.withDefaultValues(Map.of(name, name)));
    return StoreEndpoints.configured(builder.build());
  }
}
