package dev.quartet.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.BadInput;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictTest {

  private static final Predict PREDICT =
      new Predict(pixels -> new float[] {0.1f, 0.2f, 0.0f, 0.6f, 0.1f});

  @Test
  void theMostProbableClassIsTheAnswer() {
    assertThat(PREDICT.predict(new Pixels(new float[512])).digit()).isEqualTo(3);
  }

  @Test
  void theModelsOwnTimeIsCountedInMilliseconds() {
    Predict slow =
        new Predict(
            pixels -> {
              LockSupport.parkNanos(2_000_000);
              return new float[] {1};
            });

    long startNanos = System.nanoTime();
    double latencyMillis = slow.predict(new Pixels(new float[512])).latencyMillis();
    double wholeMillis = (System.nanoTime() - startNanos) / 1e6;

    assertThat(latencyMillis).isGreaterThan(0).isLessThanOrEqualTo(wholeMillis);
  }

  @Test
  void theAnswerHasTheSeedsNames() throws Exception {
    assertThat(new ObjectMapper().writeValueAsString(new Prediction(7, 0.25)))
        .isEqualTo("{\"class\":7,\"latency_ms\":0.25}");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aPixelThatIsNotFiniteIsRefusedByName(float value) {
    float[] pixels = new float[512];
    pixels[41] = value;

    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> PREDICT.predict(new Pixels(pixels)))
        .withMessage("/data/41: expected a finite number, got " + value)
        .extracting(BadInput::pointer)
        .isEqualTo("/data/41");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 511, 513})
  void anotherNumberOfPixelsIsRefusedByName(int length) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> PREDICT.predict(new Pixels(new float[length])))
        .withMessage("/data: expected 512 numbers, got " + length);
  }
}
