package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GreetTest {

  @Test
  void greetsByName() {
    assertEquals(new Greet.Greeting("Hello Ada!"), new Greet().greet(new Greet.Name("Ada")));
  }
}
