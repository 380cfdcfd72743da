package dev.quartet.loadtest.load;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Says what is wrong with the body of an answer; empty when it is right. */
@FunctionalInterface
public interface BodyCheck {
  Optional<String> problemOf(Buffer body);
}
