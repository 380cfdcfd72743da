package dev.quartet.localaws.s3;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request, with its bucket and key taken from the path or, in the virtual-host style, from the
 * host.
 *
 * @param bucket empty for requests about the service itself
 * @param key empty for requests about a bucket
 */
record S3Request(
    String method, String bucket, String key, MultiMap query, MultiMap headers, Buffer body) {
  private static final String VIRTUAL_HOST_SUFFIX = ".localhost";

  static S3Request of(HttpServerRequest request, Buffer body) {
    String path = path(request);
    String withoutSlash = path.startsWith("/") ? path.substring(1) : path;
    String hostBucket = hostBucket(request.getHeader("host"));
    String bucket = hostBucket;
    String key = withoutSlash;
    if (hostBucket.isEmpty()) {
      int slash = withoutSlash.indexOf('/');
      bucket = slash < 0 ? withoutSlash : withoutSlash.substring(0, slash);
      key = slash < 0 ? "" : withoutSlash.substring(slash + 1);
    }
    return new S3Request(
        request.method().name(),
        decode(bucket),
        decode(key),
        request.params(),
        request.headers(),
        body);
  }

  /** The path as it was sent; {@code OPTIONS *} has none. */
  static String path(HttpServerRequest request) {
    return Objects.requireNonNullElse(request.path(), "/");
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  String header(String name, String otherwise) {
    String value = headers.get(name);
    return value == null ? otherwise : value;
  }

  String parameter(String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  boolean asks(String parameter) {
    return query.contains(parameter);
  }

  S3Request withBody(Buffer other) {
    return new S3Request(method, bucket, key, query, headers, other);
  }

  /** Decodes percent signs; a plus sign in a path is a plus sign. */
  static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Exception.badRequest("InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  private static String hostBucket(@Nullable String host) {
    if (host == null) {
      return "";
    }
    int colon = host.indexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    return name.endsWith(VIRTUAL_HOST_SUFFIX)
        ? name.substring(0, name.length() - VIRTUAL_HOST_SUFFIX.length())
        : "";
  }
}
