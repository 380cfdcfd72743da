package dev.quartet.extension.console;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The page itself, the same for every request. */
final class ConsolePage implements Handler<RoutingContext> {

  private static final String FILE = "console.html";
  private static final String ROOT_PATH = "{root-path}";

  private final Buffer html;
  private final String policy;

  /**
   * @param rootPath where the application's paths begin, such as {@code /}
   */
  ConsolePage(String rootPath) {
    String page = read().replace(ROOT_PATH, rootPath);
    this.html = Buffer.buffer(page);
    // The browser runs and draws nothing but what this very file holds, whatever the data say.
    this.policy =
        "default-src 'none'; script-src '%s'; style-src '%s'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            .formatted(hash(page, "script"), hash(page, "style"));
  }

  @Override
  public void handle(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
        .putHeader(LocalCallers.CONTENT_SECURITY_POLICY, policy)
        .end(html);
  }

  /** What a content security policy calls the one element of that name. */
  private static String hash(String page, String element) {
    String start = '<' + element + '>';
    int from = page.indexOf(start) + start.length();
    int to = page.indexOf("</" + element + '>', from);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(page.substring(from, to).getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String read() {
    try (InputStream file = ConsolePage.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
