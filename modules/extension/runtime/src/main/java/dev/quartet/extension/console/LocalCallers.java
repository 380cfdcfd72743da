package dev.quartet.extension.console;

import dev.quartet.extension.http.Problems;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody to the page but itself and the tools on this machine. A page of another site that the
 * developer has open can send requests to this machine too: told by its origin, or, when a name of
 * its own leads here (DNS rebinding), by the name that it asks for.
 */
final class LocalCallers {

  static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /** What a browser says of a request by the page itself, and by a person. */
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Problems problems;

  LocalCallers(Problems problems) {
    this.problems = problems;
  }

  /** Answers GET with the page, for local callers alone, however they come to it. */
  Handler<RoutingContext> toPage(Handler<RoutingContext> handler) {
    return only(
        HttpMethod.GET, request -> isOfOwnSite(request) || isFollowedLink(request), handler);
  }

  /** Answers that method with that handler, for local tools and the page itself alone. */
  Handler<RoutingContext> only(HttpMethod method, Handler<RoutingContext> handler) {
    return only(method, LocalCallers::isOfOwnSite, handler);
  }

  private Handler<RoutingContext> only(
      HttpMethod method, Predicate<HttpServerRequest> welcome, Handler<RoutingContext> handler) {
    return context -> {
      context
          .response()
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("Cross-Origin-Resource-Policy", "same-origin")
          .putHeader("Referrer-Policy", "no-referrer")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .putHeader(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
      HttpServerRequest request = context.request();
      if (!isLocal(request) || !welcome.test(request)) {
        problems.answer(
            context,
            403,
            "Forbidden",
            "The page answers callers on this machine alone, and no other site, at localhost, 127.0.0.1 or [::1].");
      } else if (request.method() != method) {
        context.response().putHeader(HttpHeaders.ALLOW, method.name());
        problems.answer(
            context,
            405,
            "Method not allowed",
            "Use %s, not %s.".formatted(method, request.method()));
      } else {
        handler.handle(context);
      }
    };
  }

  private static boolean isLocal(HttpServerRequest request) {
    if (!isOfThisMachine(request.connection().remoteAddress())) {
      return false;
    }
    @Nullable HostAndPort asked = request.authority();
    if (asked == null || !LOCAL_NAMES.contains(asked.host())) {
      return false;
    }
    @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null || origin.equals(request.scheme() + "://" + asked);
  }

  private static boolean isOfOwnSite(HttpServerRequest request) {
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    return site == null || OWN_SITE.contains(site);
  }

  /** The application may listen on all addresses, for the functions' own sake. */
  private static boolean isOfThisMachine(SocketAddress caller) {
    @Nullable String address = caller.hostAddress();
    return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
  }

  /** A link on another site may lead a person to the page: opening it does nothing. */
  private static boolean isFollowedLink(HttpServerRequest request) {
    return "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
  }
}
