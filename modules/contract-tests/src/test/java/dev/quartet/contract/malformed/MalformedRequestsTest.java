package dev.quartet.contract.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MalformedRequestsTest {

  private static final int COUNT = 500;

  @Test
  void theSameSeedMakesTheSameRequests() {
    assertThat(fingerprints(1)).isEqualTo(fingerprints(1)).isNotEqualTo(fingerprints(2));
  }

  @Test
  void everyMutationMeetsBothFunctions() {
    Set<String> met =
        requests(1).stream()
            .map(request -> request.mutation() + " " + request.function())
            .collect(Collectors.toSet());

    assertThat(met)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Mutation.values())
                .flatMap(mutation -> List.of(mutation + " uuid", mutation + " predict").stream())
                .toList());
  }

  @Test
  void noRequestMayBeAccepted() {
    assertThat(requests(1))
        .allSatisfy(
            request ->
                assertThat(
                        isJson(request)
                            && GoodInput.mayBeAccepted(request.function(), request.body()))
                    .as(request.toString())
                    .isFalse());
  }

  @Test
  void mostRequestsDifferFromAllOthers() {
    assertThat(Set.copyOf(fingerprints(1))).hasSizeGreaterThan(COUNT * 8 / 10);
  }

  private static boolean isJson(MalformedRequest request) {
    return "application/json".equals(request.headers().get("Content-Type"));
  }

  private static List<String> fingerprints(long seed) {
    return requests(seed).stream()
        .map(
            request ->
                request.function()
                    + request.headers()
                    + Base64.getEncoder().encodeToString(request.body()))
        .toList();
  }

  private static List<MalformedRequest> requests(long seed) {
    return new MalformedRequests(seed).stream().limit(COUNT).toList();
  }
}
