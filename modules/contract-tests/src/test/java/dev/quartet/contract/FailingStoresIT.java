package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.Stores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ContractTest
final class FailingStoresIT {

  private final Http http;
  private final Stores stores;
  private final LocalAws aws;

  FailingStoresIT(Http http, Stores stores, LocalAws aws) {
    this.http = http;
    this.stores = stores;
    this.aws = aws;
  }

  @ParameterizedTest
  @EnumSource
  void aFailingStoreIsA503ToRetryAndTheRetryCompletes(Service service) {
    String id = Uuids.fresh();
    Answer failed;
    try (Fault fault = aws.failing(service)) {
      failed = http.post("/uuid", Uuids.withId(id));
    }

    Problem.in(failed, 503);
    assertThat(failed.header("Retry-After")).as(failed.toString()).get().asString().isNotBlank();
    assertThat(stores.record(id)).as("the record of a failed call").isEmpty();

    Answer retried = http.post("/uuid", Uuids.withId(id));

    assertThat(retried.status()).as(retried.toString()).isEqualTo(200);
    assertThat(Uuids.assertStored(retried.json(), stores)).isEqualTo(id);
    assertThat(stores.objects(id)).containsExactly(id + ".txt");
  }

  @ParameterizedTest
  @EnumSource
  void predictNeedsNoStore(Service service) {
    try (Fault fault = aws.failing(service)) {
      assertThat(http.post("/predict", Digits.plain()).status()).isEqualTo(200);
    }
  }
}
