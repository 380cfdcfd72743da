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

  private final List<Protocol> protocols;
  private final BodyLimit bodyLimit;

  Protocols(@All List<Protocol> protocols, HttpConfig config) {
    this.protocols = List.copyOf(protocols);
    this.bodyLimit = new BodyLimit(config.maxBodyBytes(), "quartet.http.max-body-bytes");
  }

  /** The protocol with rules of its own; empty for plain HTTP. */
  Optional<Protocol> of(RoutingContext context) {
    if (protocols.isEmpty()) {
      return Optional.empty();
    }
    @Nullable String path = context.normalizedPath();
    return path == null
        ? Optional.empty()
        : protocols.stream().filter(protocol -> protocol.owns(path)).findFirst();
  }

  BodyLimit bodyLimit(RoutingContext context) {
    return of(context).map(Protocol::bodyLimit).orElse(bodyLimit);
  }
}
