package dev.quartet.extension.http;

import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which protocol a request is of; that of most is plain HTTP. */
@Singleton
final class Protocols {

  private final List<OwnLimit> limits;
  private final List<Protocol> protocols;
  private final BodyLimit bodyLimit;

  Protocols(@All List<OwnLimit> limits, @All List<Protocol> protocols, HttpConfig config) {
    this.limits = List.copyOf(limits);
    this.protocols = List.copyOf(protocols);
    this.bodyLimit = new BodyLimit(config.maxBodyBytes(), "quartet.http.max-body-bytes");
  }

  /** The protocol with rules of its own; empty for plain HTTP. */
  Optional<Protocol> of(RoutingContext context) {
    return owner(protocols, context);
  }

  BodyLimit bodyLimit(RoutingContext context) {
    return owner(limits, context).map(OwnLimit::bodyLimit).orElse(bodyLimit);
  }

  private static <T extends OwnLimit> Optional<T> owner(List<T> owners, RoutingContext context) {
    if (owners.isEmpty()) {
      return Optional.empty();
    }
    @Nullable String path = context.normalizedPath();
    // Of every request, several times: a loop, as a stream makes garbage.
    if (path != null) {
      for (T owner : owners) {
        if (owner.owns(path)) {
          return Optional.of(owner);
        }
      }
    }
    return Optional.empty();
  }
}
