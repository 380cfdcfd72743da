package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class K6Test {
  private static JsonNode summary(String metrics) throws IOException {
    return new ObjectMapper().readTree("{\"metrics\":{" + metrics + "}}");
  }

  @Test
  void failedChecksAndDroppedRequestsAreErrors() throws IOException {
    JsonNode summary =
        summary(
            "\"http_reqs\":{\"count\":29990,\"rate\":999.6},"
                + "\"http_req_duration\":{\"med\":0.4,\"p(99)\":2.5},"
                + "\"checks\":{\"passes\":59970,\"fails\":10},"
                + "\"dropped_iterations\":{\"count\":5}");
    assertThat(K6.read(summary, 30)).isEqualTo(new Load(29_990, 30, 0.4, 2.5, 15));
  }

  @Test
  void nothingDroppedIsNotInTheSummary() throws IOException {
    JsonNode summary =
        summary(
            "\"http_reqs\":{\"count\":10},\"http_req_duration\":{\"med\":1,\"p(99)\":2},"
                + "\"checks\":{\"passes\":20,\"fails\":0}");
    assertThat(K6.read(summary, 1).errors()).isZero();
  }

  @Test
  void aLoadWithoutAnAnswerHasNoFigures() {
    assertThatThrownBy(() -> K6.read(summary(""), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no request was answered");
  }
}
