package dev.quartet.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TargetNameTest {

  @ParameterizedTest
  @EnumSource
  void aTargetIsFoundByItsName(TargetName name) {
    assertThat(TargetName.of(name.id())).isEqualTo(name);
    assertThat(Target.named(name).name()).isEqualTo(name);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> TargetName.of("lambda"))
        .hasMessage(
            "No target is named 'lambda'. Targets: local, fargate, fargate-native, lambda-jvm, lambda-native.");
  }
}
