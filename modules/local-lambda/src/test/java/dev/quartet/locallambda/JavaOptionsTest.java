package dev.quartet.locallambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JavaOptionsTest {
  @Test
  void whatTheFunctionSetsItselfIsLeftOut() {
    assertThat(JavaOptions.defaults(1024, "-XX:+UseG1GC -XX:+TieredCompilation -Xmx300m"))
        .containsExactly("-Xshare:auto", "-XX:ActiveProcessorCount=2");
    assertThat(JavaOptions.defaults(1024, "-XX:AOTCache=app.aot"))
        .contains("-XX:MaxHeapSize=891289k", "-XX:+UseSerialGC")
        .doesNotContain("-Xshare:auto");
  }

  @Test
  void processorsGrowWithMemory() {
    assertThat(JavaOptions.visibleProcessors(128)).isEqualTo(2);
    assertThat(JavaOptions.visibleProcessors(3008)).isEqualTo(2);
    assertThat(JavaOptions.visibleProcessors(3009)).isEqualTo(3);
    assertThat(JavaOptions.visibleProcessors(10_240)).isEqualTo(6);
  }
}
