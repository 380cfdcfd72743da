package dev.quartet.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.BadInput;
import dev.quartet.functions.DigitClassifier.Scores;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictTest {

  private static final Predict PREDICT =
      new Predict(
          pixels ->
              Uni.createFrom().item(new Scores(new float[] {0.1f, 0.2f, 0.0f, 0.6f, 0.1f}, 0.25)));

  @Test
  void theMostProbableClassIsTheAnswer() {
    assertThat(predicted().digit()).isEqualTo(3);
  }

  @Test
  void theModelsOwnTimeIsTold() {
    assertThat(predicted().latencyMillis()).isEqualTo(0.25);
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

  private static Prediction predicted() {
    return PREDICT.predict(new Pixels(new float[512])).await().indefinitely();
  }
}
