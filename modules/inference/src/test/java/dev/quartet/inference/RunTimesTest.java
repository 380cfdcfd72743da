package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunTimesTest {

  private static final int MOST = 32;

  private final RunTimes times = new RunTimes();

  @Test
  void theShortestRunCounts() {
    assertThat(times.shortestNanos()).isEqualTo(Long.MAX_VALUE);

    times.add(1, 300);
    times.add(2, 200);
    times.add(1, 250);

    assertThat(times.shortestNanos()).isEqualTo(200);
  }

  @Test
  void batchesGrowAsLongAsEachVectorsTimeGetsShorter() {
    // A fixed cost that many share.
    for (int size = 1; size <= MOST; size *= 2) {
      assertThat(times.mostWorthwhile(MOST)).as("tried next").isEqualTo(size);
      add(size, 1_000 + size);
      add(size, 1_000 + size);
      add(size, 1_000 + size);
    }

    assertThat(times.mostWorthwhile(MOST)).isEqualTo(MOST);
    assertThat(times.mostWorthwhile(20)).isEqualTo(20);
  }

  @Test
  void aModelThatGainsNothingRunsItsRequestsOneByOne() {
    for (int i = 0; i < 3; i++) {
      add(1, 1_000);
      add(2, 2_000);
    }

    assertThat(times.mostWorthwhile(MOST)).isEqualTo(1);
  }

  @Test
  void whatDidNotPayIsTriedAgainNowAndThen() {
    for (int i = 0; i < 3; i++) {
      add(1, 1_000);
      add(2, 5_000);
    }
    int tried = 0;
    for (int i = 0; i < 128; i++) {
      if (times.mostWorthwhile(MOST) == 2) {
        tried++;
        add(2, 1_200);
        break;
      }
    }

    assertThat(tried).isEqualTo(1);
    assertThat(times.mostWorthwhile(MOST)).as("it paid this time, so more is tried").isEqualTo(4);
  }

  @Test
  void aSizeBetweenCountsAsTheNextOne() {
    for (int i = 0; i < 3; i++) {
      add(1, 1_000);
      add(2, 1_000);
      add(3, 2_970);
    }

    assertThat(times.mostWorthwhile(MOST)).as("of 3 and 4 each takes longer").isEqualTo(2);
  }

  private void add(int vectors, long nanos) {
    times.add(vectors, nanos);
  }
}
