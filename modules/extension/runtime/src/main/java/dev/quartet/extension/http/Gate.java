package dev.quartet.extension.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first, whatever its route: it gets an id, and a body that says that it
 * is too large goes no further.
 */
@Singleton
final class Gate implements Handler<RoutingContext> {

  private static final String REQUEST_ID = "X-Request-Id";

  /** An id is written to the log and echoed: take nothing that could forge a line or a header. */
  private static final Pattern ACCEPTED_ID = Pattern.compile("[A-Za-z0-9._:+/=-]{1,128}");

  /** Who sends more than this after an answer of 413 is not read to the end. */
  private static final long MAX_DISCARDED_BYTES = 64L * 1024 * 1024;

  private final Problems problems;
  private final Protocols protocols;

  Gate(Problems problems, Protocols protocols) {
    this.problems = problems;
    this.protocols = protocols;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    String id = idOf(request);
    MDC.put("requestId", id);
    context.response().putHeader(REQUEST_ID, id);
    if (statedBodyBytes(request) > protocols.bodyLimit(context).bytes()) {
      tooLarge(context);
    } else {
      context.next();
    }
  }

  /**
   * Answers 413 and reads on without keeping anything: a connection that is closed while the caller
   * still sends would take the answer with it.
   */
  void tooLarge(RoutingContext context) {
    AtomicLong discardedBytes = new AtomicLong();
    context
        .request()
        .handler(
            chunk -> {
              if (discardedBytes.addAndGet(chunk.length()) > MAX_DISCARDED_BYTES) {
                context.request().connection().close();
              }
            });
    problems.answer(context, 413, "Content too large", protocols.bodyLimit(context).refusal());
  }

  private static String idOf(HttpServerRequest request) {
    @Nullable String given = request.getHeader(REQUEST_ID);
    return given != null && ACCEPTED_ID.matcher(given).matches() ? given : newId().toString();
  }

  /** As a random UUID, but not from a secure source: an id must differ, and may be guessed. */
  private static UUID newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63);
  }

  /** How long the body will be, as its request says; 0 if it doesn't. */
  static long statedBodyBytes(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      // More digits than a long holds: larger than any limit. Vert.x refuses what is no number.
      return Long.MAX_VALUE;
    }
  }
}
