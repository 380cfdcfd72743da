package ${package};

import dev.quartet.extension.Description;
import dev.quartet.extension.Sample;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Greets people. */
@Singleton
public final class Greet {

  public record Name(@NotNull @Size(min = 1, max = 100) String name) {}

  public record Greeting(String text) {}

  @Funq
  @Description("Greets someone by name.")
  @Sample("{\"name\": \"Ada\"}")
  public Greeting greet(Name input) {
    return new Greeting("Hello " + input.name() + "!");
  }
}
