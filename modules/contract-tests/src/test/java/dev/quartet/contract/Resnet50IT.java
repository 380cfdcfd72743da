package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quartet.contract.harness.Artifacts;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.OnlyOnLocal;
import dev.quartet.contract.harness.PythonCheck;
import dev.quartet.contract.harness.RunningTarget;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A large model, by its image and by its tensor, against ONNX Runtime in Python. */
@ContractTest
@OnlyOnLocal
final class Resnet50IT {

  private final Fresh fresh;

  Resnet50IT(Fresh fresh) {
    this.fresh = fresh;
  }

  @Test
  void theClassesAreThoseOfOnnxRuntimeInPythonFedByTorchvision() {
    missing()
        .ifPresent(
            missing -> {
              if (PythonCheck.RESNET_50.isRequired()) {
                fail("ResNet-50's check is required: " + missing);
              }
              Assumptions.abort("ResNet-50 is not checked: " + missing);
            });

    try (RunningTarget target = fresh.startWithImageModel("resnet50", Artifacts.resnet50Model())) {
      String output = PythonCheck.RESNET_50.run(target.http().root());

      assertThat(output).doesNotContain("FAIL").contains("62 passed, 0 failed");
    }
  }

  private static Optional<String> missing() {
    return PythonCheck.RESNET_50
        .missing()
        .or(
            () ->
                Files.isRegularFile(Artifacts.resnet50Model())
                    ? Optional.empty()
                    : Optional.of(
                        "there is no %s (python loadtest/models/resnet50/make.py)"
                            .formatted(Artifacts.resnet50Model())));
  }
}
