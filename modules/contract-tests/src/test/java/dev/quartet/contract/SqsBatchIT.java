package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Invocations;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnZips;
import dev.quartet.contract.harness.Stores;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
@OnlyOnZips
final class SqsBatchIT {

  private final Invocations functions;
  private final Stores stores;
  private final LocalAws aws;

  SqsBatchIT(Invocations functions, Stores stores, LocalAws aws) {
    this.functions = functions;
    this.stores = stores;
    this.aws = aws;
  }

  @Test
  void aGoodBatchHasNoFailuresAndIsStored() {
    List<String> ids = Stream.generate(Uuids::fresh).limit(3).toList();

    assertThat(failures(ids.stream().map(Uuids::withId).toList())).isEmpty();
    assertAllStored(ids);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\": \"x\"}", "not JSON", "", "[]", "null", "{\"id\": 5}"})
  void onlyTheBadMessageFails(String bad) {
    List<String> ids = List.of(Uuids.fresh(), Uuids.fresh());
    List<String> bodies = List.of(Uuids.withId(ids.get(0)), bad, Uuids.withId(ids.get(1)));

    assertThat(failures(bodies)).containsExactly("message-1");
    assertAllStored(ids);
  }

  @ParameterizedTest
  @EnumSource
  void aFailingStoreFailsAllAndTheRedeliveryStoresEachOnce(Service service) {
    List<String> ids = Stream.generate(Uuids::fresh).limit(3).toList();
    List<String> bodies = ids.stream().map(Uuids::withId).toList();
    List<String> failed;
    try (Fault fault = aws.failing(service)) {
      failed = failures(bodies);
    }

    assertThat(failed).containsExactlyInAnyOrder("message-0", "message-1", "message-2");
    assertThat(ids).allSatisfy(id -> assertThat(stores.record(id)).isEmpty());
    assertThat(failures(bodies)).isEmpty();
    assertThat(failures(bodies)).as("delivered once more").isEmpty();
    assertAllStored(ids);
  }

  @Test
  void theSameIdTwiceInABatchIsStoredOnce() {
    String id = Uuids.fresh();

    assertThat(failures(List.of(Uuids.withId(id), Uuids.withId(id)))).isEmpty();
    assertAllStored(List.of(id));
  }

  private void assertAllStored(List<String> ids) {
    ids.forEach(id -> Uuids.assertKept(id, stores));
  }

  private List<String> failures(List<String> bodies) {
    return new SqsBatch(bodies).failuresOf("uuid", functions);
  }
}
