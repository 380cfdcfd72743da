package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Artifacts;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.RunningTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The classes of images, by a small model: each class is the mean of a plane. */
@ContractTest
final class ImageIT {

  private static final String PATH = "/predict-image";
  private static final Path IMAGES = Artifacts.images();

  private final Http http;
  private final Fresh fresh;

  ImageIT(Http http, Fresh fresh) {
    this.http = http;
    this.fresh = fresh;
  }

  @Test
  void everyImageIsPreparedAsTorchvisionDoes() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(IMAGES.resolve("tensors.json").toFile());
    assertThat(expected.size()).isGreaterThanOrEqualTo(20);
    try (RunningTarget target = fresh.startWithImageModel("colours", Artifacts.coloursModel())) {
      for (Map.Entry<String, JsonNode> image : expected.properties()) {
        Answer answer = ask(target.http(), image.getKey());
        assertThat(answer.status()).as("%s: %s", image.getKey(), answer).isEqualTo(200);
        assertFits(answer.json(), numbers(image.getValue().get("means")), image.getKey());
      }
    }
  }

  private static void assertFits(JsonNode answer, double[] means, String image) {
    int[] order =
        IntStream.range(0, means.length)
            .boxed()
            .sorted((a, b) -> Double.compare(means[b], means[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    JsonNode top = answer.get("top");
    assertThat(top).as(image).hasSize(means.length);
    for (int i = 0; i < order.length; i++) {
      // Grey images have planes that differ in their normalization alone.
      assertThat(top.get(i).get("class").asInt()).as(image).isEqualTo(order[i]);
      assertThat(top.get(i).get("score").asDouble())
          .as(image)
          .isCloseTo(means[order[i]], within(1e-5));
    }
    assertThat(answer.get("class").asInt()).as(image).isEqualTo(order[0]);
    assertThat(answer.get("latency_ms").asDouble()).as(image).isPositive();
    assertThat(answer.get("preparation_ms").asDouble()).as(image).isPositive();
    assertThat(answer.get("model_version").asText()).as(image).isEqualTo("1");
  }

  @Test
  void whatIsNoGoodImageIsRefusedAndTheNextOneServed() throws IOException {
    byte[] jpeg = Files.readAllBytes(IMAGES.resolve("small.jpg"));
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length / 2);
    byte[] huge = Files.readAllBytes(IMAGES.resolve("baseline-444.jpg"));
    int frame =
        IntStream.range(0, huge.length).filter(i -> isFrame(huge, i)).findFirst().orElseThrow();
    Arrays.fill(huge, frame + 5, frame + 9, (byte) 0xFF);
    try (RunningTarget target = fresh.startWithImageModel("colours", Artifacts.coloursModel())) {
      Http own = target.http();
      Problem.in(ask(own, "image/jpeg", cut), 422).expects("damaged or cut off");
      Problem.in(ask(own, "image/png", new byte[] {1, 2, 3}), 422).expects("no JPEG and no PNG");
      Problem.in(ask(own, "image/png", new byte[0]), 422).expects("no JPEG and no PNG");
      Problem.in(ask(own, "image/jpeg", huge), 422).expects("65535 x 65535 pixels");
      assertThat(ask(own, "small.jpg").status()).isEqualTo(200);
    }
  }

  private static boolean isFrame(byte[] jpeg, int i) {
    return jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0;
  }

  @Test
  void withoutTheModelItSaysWhatToDo() {
    Problem.in(ask(http, "small.jpg"), 404)
        .expects("resnet50")
        .expects("quartet.models")
        .expects("quartet.serving.image.model");
  }

  @Test
  void onlyImagesArePosted() {
    byte[] image = {1};
    Problem.in(ask(http, "application/octet-stream", image), 415)
        .expects("image/jpeg or image/png");
    Problem.in(ask(http, "application/json", image), 415).expects("image/jpeg or image/png");
    Answer answer = http.get(PATH);
    Problem.in(answer, 405);
    assertThat(answer.header("Allow")).hasValue("POST, OPTIONS");
  }

  private static Answer ask(Http http, String image) {
    try {
      return ask(
          http,
          image.endsWith(".png") ? "image/png" : "image/jpeg",
          Files.readAllBytes(IMAGES.resolve(image)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer ask(Http http, String mediaType, byte[] image) {
    return Http.send(
        http.to(PATH).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(image)));
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
