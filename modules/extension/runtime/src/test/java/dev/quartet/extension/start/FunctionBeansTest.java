package dev.quartet.extension.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FunctionBeansTest {

  @Test
  void aProcessForAllFunctionsUsesAllThereIs() {
    assertThat(servedIs(Optional.empty()).use(Runnable.class)).isTrue();
  }

  @Test
  void aProcessForOneFunctionUsesWhatThatIsMadeOf() {
    assertThat(servedIs(Optional.of("run")).use(Runnable.class)).isTrue();
    assertThat(servedIs(Optional.of("run")).use(Comparable.class)).isFalse();
    assertThat(servedIs(Optional.of("compare")).use(Comparable.class)).isTrue();
  }

  @Test
  void aProcessForAFunctionThatIsNotThereUsesAllThereIs() {
    assertThat(servedIs(Optional.of("nope")).use(Comparable.class)).isTrue();
  }

  @Test
  void whatNoFunctionIsMadeOfHasOtherUsers() {
    assertThat(servedIs(Optional.of("run")).use(AutoCloseable.class)).isTrue();
  }

  private static FunctionBeans servedIs(Optional<String> only) {
    FunctionBeans functions = new FunctionBeans(() -> only);
    functions.areMadeOf(
        Map.of(
            "run",
            Set.of(Runnable.class.getName()),
            "compare",
            Set.of(Comparable.class.getName())));
    return functions;
  }
}
