package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

  private final List<Integer> closed = new ArrayList<>();

  @Test
  void allAreClosedAlsoWhenSomeFail() {
    List<Closing.Step<RuntimeException>> steps =
        List.of(() -> closed.add(1), () -> fail(2), () -> closed.add(3), () -> fail(4));

    assertThatIllegalStateException()
        .isThrownBy(() -> Closing.all(steps.iterator()))
        .withMessage("4")
        .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("2"));
    assertThat(closed).containsExactly(4, 3, 2, 1);
  }

  private void fail(int number) {
    closed.add(number);
    throw new IllegalStateException(String.valueOf(number));
  }
}
