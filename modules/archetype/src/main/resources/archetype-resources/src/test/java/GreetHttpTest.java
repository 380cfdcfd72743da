package ${package};

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GreetHttpTest {

  @Test
  void aNameIsGreeted() {
    given()
        .contentType("application/json")
        .body("{\"name\": \"Ada\"}")
        .post("/greet")
        .then()
        .statusCode(200)
        .body("text", equalTo("Hello Ada!"));
  }

  @Test
  void aMissingNameIsRefused() {
    given()
        .contentType("application/json")
        .body("{}")
        .post("/greet")
        .then()
        .statusCode(422)
        .body("pointer", equalTo("/name"));
  }
}
