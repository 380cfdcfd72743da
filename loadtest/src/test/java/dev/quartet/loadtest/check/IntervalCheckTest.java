package dev.quartet.loadtest.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proofs of {@code compare check}, from the same blocks. */
final class IntervalCheckTest {
  private final RealBlocks real = RealBlocks.own();

  IntervalCheckTest() throws IOException {}

  @Test
  void intervalsHoldTheTruthAsOftenAsTheySayAndFindATenthMore() {
    assertThat(new IntervalCheck(real, 400, 36, 1_000, 1).findings())
        .allSatisfy(finding -> assertThat(finding.holds()).as("%s", finding).isTrue());
  }

  @Test
  void percentilesAgreeWithAnImplementationThatHasNothingOfOurs() {
    assertThat(new PercentileCheck(real).findings())
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding.holds()).as("%s", finding).isTrue());
  }

  @Test
  void blocksInWhichTheOtherIsAlwaysSlowerAreNoProof() {
    List<long[]> slower = real.one().stream().map(block -> new long[] {block[0]}).toList();
    RealBlocks unlike = new RealBlocks("one request each", slower, slower);
    assertThat(new IntervalCheck(unlike, 400, 36, 1_000, 1).findings())
        .anySatisfy(finding -> assertThat(finding.holds()).isFalse());
  }
}
