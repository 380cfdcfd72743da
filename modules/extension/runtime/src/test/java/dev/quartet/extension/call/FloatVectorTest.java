package dev.quartet.extension.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatVectorTest {

  private final ObjectMapper mapper = JsonInput.strict(new ObjectMapper());
  private final FloatVector vector =
      FloatVector.of(mapper, mapper.constructType(Vector.class)).orElseThrow();

  @Test
  void numbersAreThoseThatJavaReads() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      String number = randomNumber(random);
      float expected = Float.parseFloat(number);

      // Alone, and with others behind it: the ways through the reader differ near a body's end.
      float @Nullable [] alone = read("{\"data\":[" + number + "]}");
      float @Nullable [] followed = read("{\"data\":[" + number + ", 1.00000000000000000001]}");

      if (Float.isFinite(expected)) {
        assertThat(alone).as(number).containsExactly(expected);
        assertThat(followed).as(number).containsExactly(expected, 1);
      } else {
        assertThat(alone).as(number).isNull();
        assertThat(followed).as(number).isNull();
      }
    }
  }

  @Test
  void numbersBetweenTwoFloatsGoToTheEvenOneUnlessTheirRestSaysMore() {
    // 16777217 lies in the middle of 16777216 and 16777218.
    assertThat(read("{\"data\":[16777217, 16777217.0000000000000001, 16777219]}"))
        .containsExactly(16777216f, 16777218f, 16777220f);
    assertThat(read("{\"data\":[1.00000005960464477539062500000000000000001]}"))
        .containsExactly(Math.nextUp(1f));
  }

  @Test
  void vectorsOfDifferentLengthsFollowEachOther() {
    assertThat(read("{\"data\":[1,2,3]}")).containsExactly(1, 2, 3);
    assertThat(read("{\"data\":[4]}")).containsExactly(4);
    assertThat(read("{\"data\":[5,6,7,8,9,10,11,12,13,14,15,16,17,18]}")).hasSize(14);
  }

  @Test
  void spaceIsTakenWhereJsonTakesIt() {
    assertThat(read(" { \"data\" :\n[ 1 ,\t-2.5e1 ] }\r\n")).containsExactly(1, -25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "null",
        "{\"data\":null}",
        "{\"data\":[]}",
        "{\"data\":[1}",
        "{\"data\":[1,]}",
        "{\"data\":[1 2]}",
        "{\"data\":[01]}",
        "{\"data\":[.5]}",
        "{\"data\":[5.]}",
        "{\"data\":[+5]}",
        "{\"data\":[-]}",
        "{\"data\":[1e]}",
        "{\"data\":[1e99999]}",
        "{\"data\":[1e39]}",
        "{\"data\":[NaN]}",
        "{\"data\":[\"1\"]}",
        "{\"data\":[[1]]}",
        "{\"data\":[1]} x",
        "{\"data\":[1],\"more\":2}",
        "{\"more\":2,\"data\":[1]}",
        "{\"date\":[1]}"
      })
  void anyOtherFormIsLeftToJackson(String json) {
    assertThat(read(json)).isNull();
  }

  @Test
  void noBodyThatEndsEarlyIsReadPastItsEnd() {
    String whole = "{\"data\":[1.5e2,-0.25]}";
    for (int length = 0; length < whole.length(); length++) {
      assertThat(read(whole.substring(0, length))).as("%d bytes", length).isNull();
    }
  }

  @Test
  void aMemberIsFoundByItsNameInJson() {
    FloatVector renamed = FloatVector.of(mapper, mapper.constructType(Renamed.class)).orElseThrow();

    assertThat(renamed.read(bytes("{\"in\":[1]}"))).isInstanceOf(Renamed.class);
    assertThat(renamed.read(bytes("{\"values\":[1]}"))).isNull();
  }

  @Test
  void onlyRecordsOfOneFloatArrayAreReadSo() {
    assertThat(FloatVector.of(mapper, mapper.constructType(Two.class))).isEmpty();
    assertThat(FloatVector.of(mapper, mapper.constructType(Doubles.class))).isEmpty();
    assertThat(FloatVector.of(mapper, mapper.constructType(ReadOtherwise.class))).isEmpty();
    assertThat(FloatVector.of(mapper, mapper.constructType(String.class))).isEmpty();
    assertThat(FloatVector.of(mapper, mapper.constructType(float[].class))).isEmpty();
  }

  @Test
  void whatAMixInReadsOtherwiseIsLeftToJackson() {
    ObjectMapper withMixIn =
        JsonInput.strict(new ObjectMapper().addMixIn(Vector.class, ReadOtherwise.class));

    assertThat(FloatVector.of(withMixIn, withMixIn.constructType(Vector.class))).isEmpty();
  }

  /** Inputs are strict about numbers, whatever the application's own JSON is. */
  @Test
  void aModuleOfTheApplicationChangesNoNumbersOfInputs() throws IOException {
    ObjectMapper withModule =
        JsonInput.strict(
            new ObjectMapper()
                .registerModule(new SimpleModule().addDeserializer(float[].class, new Nothing())));

    assertThat(FloatVector.of(withModule, withModule.constructType(Vector.class))).isPresent();
    assertThat(withModule.readValue("{\"data\":[1]}", Vector.class).data()).containsExactly(1);
  }

  private float @Nullable [] read(String json) {
    return vector.read(bytes(json)) instanceof Vector read ? read.data() : null;
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Of all magnitudes and lengths; some are a float's or a double's own text, some have one digit
   * and any number of decimals.
   */
  private static String randomNumber(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Float.toString(finite(Float.intBitsToFloat(random.nextInt())));
      case 1 ->
          Double.toString(Float.intBitsToFloat(random.nextInt()) * random.nextDouble())
              .replaceAll("NaN|-?Infinity", "0");
      case 2 -> Double.toString((float) random.nextDouble());
      case 3 -> random.nextInt(10) + "." + digits(random, random.nextInt(1, 21));
      default ->
          "%s%d.%s%s"
              .formatted(
                  random.nextBoolean() ? "-" : "",
                  random.nextLong(1L << random.nextInt(1, 62)),
                  digits(random, random.nextInt(1, 30)),
                  random.nextBoolean() ? "e" + random.nextInt(-60, 45) : "");
    };
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private static float finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }

  private record Vector(float[] data) {}

  private record Renamed(@JsonProperty("in") float[] values) {}

  private record Two(float[] data, int other) {}

  private record ReadOtherwise(@JsonDeserialize(using = Nothing.class) float[] data) {}

  private static final class Nothing extends StdDeserializer<float[]> {

    Nothing() {
      super(float[].class);
    }

    @Override
    public float[] deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      parser.skipChildren();
      return new float[0];
    }
  }

  private record Doubles(double[] data) {}
}
