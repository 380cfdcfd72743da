package dev.quartet.extension.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.Description;
import dev.quartet.extension.EnvironmentVariable;
import dev.quartet.extension.Permission;
import dev.quartet.extension.Resources;
import dev.quartet.extension.S3ObjectEvent;
import dev.quartet.extension.S3Trigger;
import dev.quartet.extension.Sample;
import dev.quartet.extension.ScheduleTrigger;
import dev.quartet.extension.SqsTrigger;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsProcessorTest {

  public record Name(@NotNull String name) {}

  public record Nickname(@Nullable String nickname) {}

  public record ObjectKey(String key, @Nullable String note) {}

  public record Coded(@NotNull @Pattern(regexp = "[A-Z]{3}-[0-9]{2}") String code) {}

  public record Impossible(@NotNull @Pattern(regexp = "a+(?=b)") String text) {}

  public record Stored(@NotNull InputStream content) {}

  public static final class Bare {
    @Funq
    public String bare(Name input) {
      return input.name();
    }
  }

  public static final class Rich {
    @Funq("rich-one")
    @Description("Does much.")
    @Resources(memoryMegabytes = 512, timeoutSeconds = 5)
    @Sample("{\"name\": \"Ada\"}")
    @EnvironmentVariable(name = "MODE", value = "fast")
    @EnvironmentVariable(name = "LEVEL", value = "2")
    @Permission(
        actions = {"s3:PutObject", "s3:GetObject"},
        resources = "arn:${partition}:s3:::${bucket}/*")
    @SqsTrigger(batchSize = 100, maximumBatchingWindowSeconds = 5)
    @ScheduleTrigger(value = "rate(5 minutes)", input = "{\"name\": \"clock\"}")
    @ScheduleTrigger(value = "cron(0 12 * * ? *)", input = "{\"name\": \"noon\"}")
    public Uni<String> rich(Name input) {
      return Uni.createFrom().item(input.name());
    }
  }

  public static final class OnObjects {
    @Funq
    @S3Trigger(prefix = "in/", suffix = ".png")
    public void onObject(S3ObjectEvent input) {}
  }

  public static final class OnKeys {
    @Funq
    @S3Trigger
    public void onKey(ObjectKey input) {}
  }

  public static final class WithPattern {
    @Funq
    public String coded(Coded input) {
      return input.code();
    }
  }

  public static final class Silent {
    @Funq
    public void tick() {}
  }

  public static final class TwoInputs {
    @Funq
    public String wrong(String one, String two) {
      return one + two;
    }
  }

  public static final class StreamInput {
    @Funq
    public String wrong(Stored input) {
      return input.toString();
    }
  }

  public static final class AbstractInput {
    @Funq
    public String wrong(Shape input) {
      return input.toString();
    }
  }

  public interface Shape {}

  public static final class Stage {
    @Funq
    public @Nullable CompletionStage<String> wrong(Name input) {
      return null;
    }
  }

  @SuppressWarnings("rawtypes")
  public static final class RawUni {
    @Funq
    public Uni wrong(Name input) {
      return Uni.createFrom().item(input.name());
    }
  }

  public static final class Reserved {
    @Funq
    public String functions(Name input) {
      return input.name();
    }
  }

  public static final class BadName {
    @Funq("my function")
    public String wrong(Name input) {
      return input.name();
    }
  }

  static final class NotPublic {
    @Funq
    public String wrong(Name input) {
      return input.name();
    }
  }

  public abstract static class Abstract {
    @Funq
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class Static {
    @Funq
    public static String wrong(Name input) {
      return input.name();
    }
  }

  public static final class TooMuchMemory {
    @Funq
    @Resources(memoryMegabytes = 20_000)
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class TooLong {
    @Funq
    @Resources(timeoutSeconds = 1_000)
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class SampleThatDoesNotFit {
    @Funq
    @Sample("{\"name\": 5}")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class SampleThatIsNoJson {
    @Funq
    @Sample("{name}")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class SampleForNothing {
    @Funq
    @Sample("{}")
    public String wrong() {
      return "";
    }
  }

  public static final class NoSampleToBeMade {
    @Funq
    public String wrong(Impossible input) {
      return input.text();
    }
  }

  public static final class BadRate {
    @Funq
    @ScheduleTrigger(value = "every(5m)", input = "{\"name\": \"x\"}")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class PluralRate {
    @Funq
    @ScheduleTrigger(value = "rate(1 minutes)", input = "{\"name\": \"x\"}")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class ScheduleWithoutInput {
    @Funq
    @ScheduleTrigger("rate(1 hour)")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class ObjectsForAnotherInput {
    @Funq
    @S3Trigger
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class ObjectsForNoneOfTheirMembers {
    @Funq
    @S3Trigger
    public String wrong(Nickname input) {
      return String.valueOf(input.nickname());
    }
  }

  public static final class AnyAction {
    @Funq
    @Permission(actions = "s3:*", resources = "arn:${partition}:s3:::${bucket}/*")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class UnknownPlaceholder {
    @Funq
    @Permission(actions = "s3:GetObject", resources = "arn:aws:s3:::${buckets}/*")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class NoArn {
    @Funq
    @Permission(actions = "s3:GetObject", resources = "my-bucket")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class ReservedVariable {
    @Funq
    @EnvironmentVariable(name = "AWS_REGION", value = "eu-central-1")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class VariableTwice {
    @Funq
    @EnvironmentVariable(name = "MODE", value = "a")
    @EnvironmentVariable(name = "MODE", value = "b")
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class BatchWithoutWindow {
    @Funq
    @SqsTrigger(batchSize = 11)
    public String wrong(Name input) {
      return input.name();
    }
  }

  public static final class NoFunction {
    @SqsTrigger
    public String wrong(Name input) {
      return input.name();
    }
  }

  @Test
  void aBareFunctionIsEnough() throws IOException {
    assertThat(json(Bare.class))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"name":"bare",
                     "input":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]},
                     "output":{"type":"string"},
                     "sample":{"name":"text"},
                     "memoryMegabytes":1769,"timeoutSeconds":30,
                     "environment":{},"permissions":[],
                     "triggers":[{"type":"http","method":"POST","path":"/bare"},{"type":"direct"}]}
                    """));
  }

  @Test
  void whatIsDeclaredIsInTheManifest() throws IOException {
    assertThat(json(Rich.class))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"name":"rich-one","description":"Does much.",
                     "input":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]},
                     "output":{"type":"string"},
                     "sample":{"name":"Ada"},
                     "memoryMegabytes":512,"timeoutSeconds":5,
                     "environment":{"MODE":"fast","LEVEL":"2"},
                     "permissions":[{"actions":["s3:PutObject","s3:GetObject"],
                       "resources":["arn:${partition}:s3:::${bucket}/*"]}],
                     "triggers":[{"type":"http","method":"POST","path":"/rich-one"},{"type":"direct"},
                       {"type":"sqs","batchSize":100,"maximumBatchingWindowSeconds":5},
                       {"type":"schedule","expression":"rate(5 minutes)","input":{"name":"clock"}},
                       {"type":"schedule","expression":"cron(0 12 * * ? *)","input":{"name":"noon"}}]}
                    """));
  }

  @Test
  void aFunctionOnObjectsHasAnObjectAsItsSample() throws IOException {
    JsonNode function = json(OnObjects.class);
    assertThat(function.at("/triggers/2").toString())
        .isEqualTo(
            "{\"type\":\"s3\",\"events\":[\"s3:ObjectCreated:*\"],\"prefix\":\"in/\",\"suffix\":\".png\"}");
    assertThat(function.at("/sample/bucket").asText()).isEqualTo("quartet");
    assertThat(function.has("output")).isFalse();
  }

  @Test
  void aFunctionOnObjectsMayTakeSomeOfTheirMembers() throws IOException {
    assertThat(json(OnKeys.class).at("/triggers/2/type").asText()).isEqualTo("s3");
  }

  @Test
  void aSampleKeepsToAPattern() throws IOException {
    assertThat(json(WithPattern.class).at("/sample/code").asText()).matches("[A-Z]{3}-[0-9]{2}");
  }

  @Test
  void aFunctionMayTakeAndAnswerNothing() throws IOException {
    JsonNode function = json(Silent.class);
    assertThat(function.has("input") || function.has("sample") || function.has("output")).isFalse();
  }

  @Test
  void twoFunctionsOfOneNameAreRefused() {
    assertThatThrownBy(() -> functions(Bare.class, BareAgain.class))
        .hasMessageContaining("the name 'bare' is that of")
        .hasMessageContaining("BareAgain");
  }

  public static final class BareAgain {
    @Funq
    public String bare(Name input) {
      return input.name();
    }
  }

  static Stream<Arguments> wrongFunctions() {
    return Stream.of(
        Arguments.of(TwoInputs.class, "it takes 2 inputs, and a function takes one at most"),
        Arguments.of(StreamInput.class, "the input at /content is of the type java.io.InputStream"),
        Arguments.of(AbstractInput.class, "the input is of the abstract type"),
        Arguments.of(Stage.class, "CompletionStage, which nobody waits for. Answer a Uni."),
        Arguments.of(RawUni.class, "Uni must say of what"),
        Arguments.of(Reserved.class, "the path /functions is Quartet's own"),
        Arguments.of(BadName.class, "the name 'my function' is none that Lambda takes"),
        Arguments.of(NotPublic.class, "the class of a function must be public"),
        Arguments.of(Abstract.class, "must not be abstract"),
        Arguments.of(Static.class, "a function is a public method that is not static"),
        Arguments.of(
            TooMuchMemory.class, "memoryMegabytes is 20000, and must be from 128 to 10240"),
        Arguments.of(TooLong.class, "timeoutSeconds is 1000, and must be from 1 to 900"),
        Arguments.of(SampleThatDoesNotFit.class, "@Sample is no input of the function: /name: "),
        Arguments.of(SampleThatIsNoJson.class, "@Sample is not JSON"),
        Arguments.of(SampleForNothing.class, "@Sample has an input for a function that takes none"),
        Arguments.of(NoSampleToBeMade.class, "no sample input can be made"),
        Arguments.of(BadRate.class, "the schedule 'every(5m)' is none of EventBridge's"),
        Arguments.of(PluralRate.class, "the schedule 'rate(1 minutes)' is none of EventBridge's"),
        Arguments.of(ScheduleWithoutInput.class, "the input of @ScheduleTrigger is no input"),
        Arguments.of(ObjectsForAnotherInput.class, "takes an S3ObjectEvent"),
        Arguments.of(ObjectsForNoneOfTheirMembers.class, "takes an S3ObjectEvent"),
        Arguments.of(AnyAction.class, "the action 's3:*' must be one action"),
        Arguments.of(UnknownPlaceholder.class, "has ${buckets}, and only ${account}"),
        Arguments.of(NoArn.class, "the resource 'my-bucket' must be an ARN"),
        Arguments.of(ReservedVariable.class, "the variable AWS_REGION is set by Lambda"),
        Arguments.of(VariableTwice.class, "the variable MODE is there twice"),
        Arguments.of(BatchWithoutWindow.class, "needs a maximumBatchingWindowSeconds"),
        Arguments.of(NoFunction.class, "it declares what only a function has"));
  }

  @ParameterizedTest
  @MethodSource("wrongFunctions")
  void aWrongFunctionGetsOneErrorThatNamesIt(Class<?> wrong, String complaint) {
    assertThatThrownBy(() -> functions(wrong))
        .isInstanceOf(WrongFunctions.class)
        .hasMessageStartingWith(wrong.getName() + ".")
        .hasMessageContaining(complaint)
        .extracting(failure -> String.valueOf(failure.getMessage()).lines().count())
        .isEqualTo(1L);
  }

  private static JsonNode json(Class<?> function) throws IOException {
    return new ObjectMapper().readTree(functions(function).getFirst().json().toString());
  }

  private static List<FunctionDescription> functions(Class<?>... owners) throws IOException {
    Stream<Class<?>> types =
        Stream.of(
            Name.class,
            Nickname.class,
            ObjectKey.class,
            Coded.class,
            Impossible.class,
            Stored.class,
            Shape.class,
            S3ObjectEvent.class);
    Index index =
        Index.of(
            Stream.of(types, Declarations.TYPES.stream(), Stream.of(owners))
                .flatMap(each -> each)
                .toArray(Class[]::new));
    return FunctionsProcessor.functionsIn(index, index);
  }
}
