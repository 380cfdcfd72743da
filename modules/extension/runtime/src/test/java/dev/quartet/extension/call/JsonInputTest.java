package dev.quartet.extension.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {

  record Part(String name, int count) {}

  record Order(
      float @Nullable [] data,
      double @Nullable [] exact,
      @Nullable Double price,
      @Nullable String text,
      int number,
      @Nullable List<Part> parts,
      @Nullable Instant at,
      byte @Nullable [] raw) {}

  private final JsonInput input =
      new JsonInput(
          JsonInput.strict(new ObjectMapper().registerModule(new JavaTimeModule())), Order.class);

  @Test
  void numbersOfAnyNotationAreRead() {
    Order order =
        (Order) input.read(bytes("{\"data\":[1,-2.5,3e-2,0],\"exact\":[0.1],\"number\":1}"));
    assertThat(order.data()).containsExactly(1f, -2.5f, 0.03f, 0f);
    assertThat(order.exact()).containsExactly(0.1);
  }

  @Test
  void timesAndBytesAreReadFromText() {
    Order order =
        (Order)
            input.read(bytes("{\"number\":1,\"at\":\"2026-01-31T12:00:00Z\",\"raw\":\"BQ==\"}"));
    assertThat(order.at()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(order.raw()).containsExactly(5);
  }

  @Test
  void moreNumbersThanTheFirstBufferHoldsAreAllRead() {
    String thousand = "1,".repeat(999) + "2";
    Order order = (Order) input.read(bytes("{\"number\":1,\"data\":[" + thousand + "]}"));
    assertThat(order.data()).hasSize(1000).endsWith(1f, 2f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"data\":[1,\"2\"]}       | /data/1       | expected a number, got a string",
        "{\"data\":[1,null]}        | /data/1       | expected a number, got null",
        "{\"data\":[[1]]}           | /data/0       | expected a number, got an array",
        "{\"data\":[true]}          | /data/0       | expected a number, got a boolean",
        "{\"data\":{}}              | /data         | expected an array, each item a number, got an object",
        "{\"exact\":[\"NaN\"]}      | /exact/0      | expected a number, got a string",
        "{\"price\":\"1\"}          | /price        | expected a number, got a string",
        "{\"text\":5}               | /text         | expected a string",
        "{\"number\":\"5\"}         | /number       | expected an integer in its range",
        "{\"number\":3.7}           | /number       | expected an integer in its range",
        "{\"number\":null}          | /number       | expected an integer in its range",
        "{\"number\":99999999999}   | /number       | the value does not fit",
        "{\"parts\":[{\"count\":{}}]} | /parts/0/count | expected an integer in its range, got an object",
        "{\"at\":1700000000}        | /at           | expected a string, got a number",
        "{\"raw\":[5]}              | /raw          | expected a string, got an array",
        "[1]                        | ''            | expected an object, got an array",
        "5                          | ''            | expected an object",
        "null                       | ''            | expected a JSON value, got null",
        "''                         | ''            | expected JSON, got nothing",
        "{\"data\":[NaN]}           | ''            | not JSON at line 1, column 1",
        "{\"data\":[1               | ''            | not JSON at line 1",
        "{\"number\":1} {}         | ''            | expected an object and nothing after it",
      })
  void wrongTypeIsMalformedAndNamesTheField(String json, String pointer, String expected) {
    assertThatThrownBy(() -> input.read(bytes(json)))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> {
              assertThat(failed.error().kind()).isEqualTo(ErrorKind.MALFORMED);
              assertThat(failed.error().pointer()).isEqualTo(pointer);
              assertThat(failed.error().detail())
                  .contains(expected)
                  .doesNotContain("java.", "dev.quartet", "jackson", "Exception");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "1e39"})
  void aNumberThatAFloatCannotHoldIsInvalid(String number) {
    assertThatThrownBy(() -> input.read(bytes("{\"data\":[0," + number + "]}")))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed ->
                assertThat(failed.error())
                    .isEqualTo(
                        new CallError(
                            ErrorKind.INVALID, "/data/1: expected a finite number", "/data/1")));
  }

  @Test
  void deepNestingIsMalformed() {
    assertThatThrownBy(() -> input.read(bytes("{\"parts\":" + "[".repeat(5000))))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.MALFORMED));
  }

  @Test
  void parsedJsonIsReadAsStrictly() throws IOException {
    ObjectMapper parser =
        new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    Order order =
        (Order) input.read(parser.readTree("{\"data\":[1,-2.5],\"price\":0.1,\"number\":1}"));

    assertThat(order.data()).containsExactly(1f, -2.5f);
    assertThat(order.price()).isEqualTo(0.1);
    for (String wrong : List.of("[0,1e999]", "[0,\"1\"]", "[0,null]", "[0,1e39]")) {
      JsonNode json = parser.readTree("{\"data\":" + wrong + "}");
      assertThatThrownBy(() -> input.read(json))
          .isInstanceOfSatisfying(
              CallFailed.class,
              failed -> assertThat(failed.error().pointer()).isEqualTo("/data/1"));
    }
    for (JsonNode nothing : List.of(NullNode.instance, MissingNode.getInstance())) {
      assertThatThrownBy(() -> input.read(nothing))
          .isInstanceOfSatisfying(
              CallFailed.class, failed -> assertThat(failed.error().detail()).contains("expected"));
    }
  }

  @Test
  void anErrorOfAPartNamesItsPlaceInTheWhole() {
    assertThat(CallError.invalid("/id", "expected a UUID").within("/data"))
        .isEqualTo(new CallError(ErrorKind.INVALID, "/data/id: expected a UUID", "/data/id"));
    assertThat(CallError.malformed("", "expected an object").within("/data"))
        .isEqualTo(new CallError(ErrorKind.MALFORMED, "/data: expected an object", "/data"));
    CallError unavailable = new CallError(ErrorKind.UNAVAILABLE, "S3 is unavailable.", null);
    assertThat(unavailable.within("/data")).isEqualTo(unavailable);
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    assertThatThrownBy(() -> input.read(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.MALFORMED));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
