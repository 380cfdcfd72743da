package dev.quartet.baseline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers HTTP events of payload format 2.0, and direct ones, whose input they are. The clients are
 * made in the constructor, which belongs to the init phase.
 */
public final class UuidHandler implements RequestHandler<Map<String, Object>, Map<String, ?>> {

  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  private final Keeper keeper;
  private final NoArgGenerator generator = new TimeBasedEpochRandomGenerator(new SecureRandom());
  private final ObjectMapper mapper = new ObjectMapper();

  /** Called by Lambda's runtime interface client, once for each execution environment. */
  public UuidHandler() {
    this(keeper(System.getenv()));
  }

  UuidHandler(Keeper keeper) {
    this.keeper = keeper;
  }

  private static Keeper keeper(Map<String, String> environment) {
    Clients clients = new Clients(environment);
    return new Keeper(
        clients.s3(),
        clients.dynamoDb(),
        environment.getOrDefault("QUARTET_BUCKET", "quartet"),
        environment.getOrDefault("QUARTET_TABLE", "quartet"),
        Clock.systemUTC());
  }

  @Override
  public Map<String, ?> handleRequest(Map<String, Object> event, @Nullable Context context) {
    return event.get("requestContext") instanceof Map<?, ?> request
        ? http(event, request)
        : keeper.keep(idOf(event.get("id")));
  }

  private Map<String, ?> http(Map<String, Object> event, Map<?, ?> request) {
    if (!"/uuid".equals(event.get("rawPath"))) {
      return problem(404, "There is POST /uuid.");
    }
    if (!(request.get("http") instanceof Map<?, ?> http && "POST".equals(http.get("method")))) {
      return problem(405, "There is POST /uuid.");
    }
    try {
      return answer(200, "application/json", keeper.keep(idOf(input(event).get("id"))));
    } catch (BadInput e) {
      return problem(e.status(), String.valueOf(e.getMessage()));
    } catch (DependencyUnavailable e) {
      return problem(503, String.valueOf(e.getMessage()));
    }
  }

  private Map<?, ?> input(Map<String, Object> event) {
    String body = String.valueOf(event.getOrDefault("body", ""));
    try {
      if (Boolean.TRUE.equals(event.get("isBase64Encoded"))) {
        body = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
      }
      if (mapper.readValue(body, Object.class) instanceof Map<?, ?> input) {
        return input;
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadInput(400, "the body is not JSON");
    }
    throw new BadInput(400, "expected a JSON object");
  }

  private String idOf(@Nullable Object given) {
    return switch (given) {
      case null -> generator.generate().toString();
      case String id when ID.matcher(id).matches() -> id.toLowerCase(Locale.ROOT);
      case String id -> throw new BadInput(422, "/id: expected a UUID, or no id for a new one");
      default -> throw new BadInput(400, "/id: expected a string");
    };
  }

  private Map<String, ?> problem(int status, String detail) {
    return answer(status, "application/problem+json", Map.of("status", status, "detail", detail));
  }

  private Map<String, ?> answer(int status, String contentType, Map<String, ?> body) {
    try {
      return Map.of(
          "statusCode", status,
          "headers", Map.of("content-type", contentType),
          "body", mapper.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
