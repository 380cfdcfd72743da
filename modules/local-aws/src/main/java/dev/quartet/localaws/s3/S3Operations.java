package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Routes a request to its operation and turns errors into S3's. */
final class S3Operations {
  private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final int MAX_KEY_BYTES = 1024;
  private static final int MAX_DELETIONS = 1000;
  private static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";
  private static final Set<String> KEPT_HEADERS =
      Set.of("content-type", "cache-control", "content-disposition", "content-language", "expires");
  private static final Set<String> SUBRESOURCES =
      Set.of(
          "acl",
          "tagging",
          "versioning",
          "versions",
          "versionId",
          "policy",
          "cors",
          "lifecycle",
          "encryption",
          "notification",
          "replication",
          "website",
          "logging",
          "retention",
          "legal-hold",
          "torrent",
          "restore",
          "select",
          "attributes",
          "object-lock",
          "ownershipControls",
          "publicAccessBlock",
          "requestPayment",
          "accelerate",
          "analytics",
          "inventory",
          "metrics",
          "intelligent-tiering",
          "policyStatus",
          "append");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectStore store;
  private final Listings listings;
  private final MultipartUploads uploads;

  S3Operations(ObjectStore store) {
    this.store = store;
    this.listings = new Listings(store);
    this.uploads = new MultipartUploads(store);
  }

  S3Answer answer(HttpServerRequest request, Buffer body) {
    S3Answer answer;
    try {
      answer = route(S3Request.of(request, body));
    } catch (S3Exception e) {
      answer =
          S3Answer.error(
              e.status(), e.code(), String.valueOf(e.getMessage()), S3Request.path(request));
    } catch (RuntimeException e) {
      e.printStackTrace();
      answer =
          S3Answer.error(
              500, "InternalError", "local-aws failed: " + e.getMessage(), S3Request.path(request));
    }
    return request.method().name().equals("HEAD") ? answer.withoutBody() : answer;
  }

  private S3Answer route(S3Request request) {
    if (!request.query().isEmpty()) {
      requireServed(request);
    }
    if (request.bucket().isEmpty()) {
      if (!request.method().equals("GET")) {
        throw methodNotAllowed(request);
      }
      return listings.buckets();
    }
    if (!BUCKET_NAME.matcher(request.bucket()).matches()) {
      throw S3Exception.badRequest(
          "InvalidBucketName", "The specified bucket is not valid: " + request.bucket());
    }
    return request.key().isEmpty() ? routeBucket(request) : routeObject(request);
  }

  private static void requireServed(S3Request request) {
    for (String subresource : SUBRESOURCES) {
      if (request.asks(subresource)) {
        throw S3Exception.notImplemented("'?" + subresource + "'");
      }
    }
  }

  private S3Answer routeBucket(S3Request request) {
    return switch (request.method()) {
      case "PUT" -> createBucket(request);
      case "HEAD" -> headBucket(request);
      case "DELETE" -> deleteBucket(request);
      case "GET" -> listings.answer(request);
      case "POST" -> {
        if (!request.asks("delete")) {
          throw S3Exception.notImplemented("browser uploads by POST");
        }
        yield deleteObjects(request);
      }
      default -> throw methodNotAllowed(request);
    };
  }

  private S3Answer routeObject(S3Request request) {
    if (request.key().getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw S3Exception.badRequest("KeyTooLongError", "Your key is too long");
    }
    if (request.asks("uploads") || request.asks("uploadId")) {
      return uploads.answer(request, keptHeaders(request), condition(request));
    }
    return switch (request.method()) {
      case "PUT" ->
          request.header("x-amz-copy-source") == null ? putObject(request) : copyObject(request);
      case "GET" -> getObject(request, store.get(request.bucket(), request.key()));
      case "HEAD" -> headObject(request, store.head(request.bucket(), request.key()));
      case "DELETE" -> deleteObject(request);
      default -> throw methodNotAllowed(request);
    };
  }

  private S3Answer createBucket(S3Request request) {
    store.createBucket(request.bucket());
    return S3Answer.empty(200).with("location", "/" + request.bucket());
  }

  private S3Answer headBucket(S3Request request) {
    store.requireBucket(request.bucket());
    return S3Answer.empty(200).with("x-amz-bucket-region", "us-east-1");
  }

  private S3Answer deleteBucket(S3Request request) {
    store.deleteBucket(request.bucket());
    return S3Answer.empty(204);
  }

  private S3Answer putObject(S3Request request) {
    UploadBody upload = UploadBody.of(request);
    Map<String, String> headers = keptHeaders(request);
    headers.putAll(upload.checksums());
    String etag = "\"" + HexFormat.of().formatHex(upload.md5()) + "\"";
    store.put(
        request.bucket(),
        new StoredObject(
            request.key(), headers, etag, Instant.now(), upload.bytes().length(), upload.bytes()),
        condition(request));
    S3Answer answer = S3Answer.empty(200).with("etag", etag);
    for (Map.Entry<String, String> checksum : upload.checksums().entrySet()) {
      answer =
          answer
              .with(checksum.getKey(), checksum.getValue())
              .with("x-amz-checksum-type", "FULL_OBJECT");
    }
    return answer;
  }

  private S3Answer copyObject(S3Request request) {
    String source = S3Request.decode(request.header("x-amz-copy-source", ""));
    String path = source.startsWith("/") ? source.substring(1) : source;
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw S3Exception.badRequest("InvalidArgument", "x-amz-copy-source must be <bucket>/<key>.");
    }
    StoredObject from = store.get(path.substring(0, slash), path.substring(slash + 1));
    boolean replace =
        request.header("x-amz-metadata-directive", "COPY").equalsIgnoreCase("REPLACE");
    Map<String, String> headers = replace ? keptHeaders(request) : from.headers();
    Instant now = Instant.now();
    store.put(
        request.bucket(),
        new StoredObject(request.key(), headers, from.etag(), now, from.sizeBytes(), from.body()),
        condition(request));
    return S3Answer.xml(
        200,
        Xml.s3("CopyObjectResult")
            .text("LastModified", Listings.timestamp(now))
            .text("ETag", from.etag())
            .end());
  }

  private static S3Answer getObject(S3Request request, StoredObject object) {
    S3Answer unchanged = checkReadConditions(request, object);
    if (unchanged != null) {
      return unchanged;
    }
    ByteRange range = ByteRange.parse(request.header("range", ""), object.body().length());
    if (range == null) {
      return S3Answer.of(200, objectHeaders(request, object, true), object.body());
    }
    return S3Answer.of(
            206,
            objectHeaders(request, object, false),
            object.body().slice(range.start(), range.end()))
        .with(
            "content-range",
            "bytes " + range.start() + "-" + (range.end() - 1) + "/" + object.sizeBytes());
  }

  private static S3Answer headObject(S3Request request, StoredObject object) {
    S3Answer unchanged = checkReadConditions(request, object);
    return unchanged != null
        ? unchanged
        : new S3Answer(
            200, objectHeaders(request, object, true), object.sizeBytes(), Buffer.buffer());
  }

  private S3Answer deleteObject(S3Request request) {
    String ifMatch = request.header("if-match");
    store.delete(
        request.bucket(),
        request.key(),
        ifMatch == null ? new WriteCondition.Always() : new WriteCondition.Unchanged(ifMatch));
    return S3Answer.empty(204);
  }

  private S3Answer deleteObjects(S3Request request) {
    store.requireBucket(request.bucket());
    XmlBody body = XmlBody.parse(UploadBody.of(request).bytes(), "Object");
    List<Map<String, String>> objects = body.entries();
    if (objects.isEmpty() || objects.size() > MAX_DELETIONS) {
      throw S3Exception.badRequest(
          "MalformedXML", "Name between 1 and " + MAX_DELETIONS + " objects to delete.");
    }
    boolean quiet = body.rootText("Quiet").equals("true");
    Xml result = Xml.s3("DeleteResult");
    for (Map<String, String> object : objects) {
      String key = object.getOrDefault("Key", "");
      store.delete(request.bucket(), key, new WriteCondition.Always());
      if (!quiet) {
        result.open("Deleted").text("Key", key).close();
      }
    }
    return S3Answer.xml(200, result.end());
  }

  private static @Nullable S3Answer checkReadConditions(S3Request request, StoredObject object) {
    String ifMatch = request.header("if-match");
    if (ifMatch != null && !ETags.matches(ifMatch, object.etag())) {
      throw S3Exception.preconditionFailed();
    }
    String ifNoneMatch = request.header("if-none-match");
    return ifNoneMatch != null && ETags.matches(ifNoneMatch, object.etag())
        ? S3Answer.empty(304).with("etag", object.etag())
        : null;
  }

  private static WriteCondition condition(S3Request request) {
    String ifNoneMatch = request.header("if-none-match");
    String ifMatch = request.header("if-match");
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*") || ifMatch != null) {
        throw S3Exception.notImplemented("If-None-Match on writes with anything but *");
      }
      return new WriteCondition.Absent();
    }
    return ifMatch == null ? new WriteCondition.Always() : new WriteCondition.Unchanged(ifMatch);
  }

  private static Map<String, String> keptHeaders(S3Request request) {
    Map<String, String> kept = new TreeMap<>();
    kept.put("content-type", DEFAULT_CONTENT_TYPE);
    request
        .headers()
        .forEach(
            header -> {
              String name = header.getKey().toLowerCase(Locale.ROOT);
              if (KEPT_HEADERS.contains(name) || name.startsWith("x-amz-meta-")) {
                kept.put(name, header.getValue());
              }
            });
    String encodings =
        String.join(
            ",",
            List.of(request.header("content-encoding", "").split(",", -1)).stream()
                .map(String::strip)
                .filter(
                    encoding -> !encoding.isEmpty() && !encoding.equalsIgnoreCase("aws-chunked"))
                .toList());
    if (!encodings.isEmpty()) {
      kept.put("content-encoding", encodings);
    }
    return kept;
  }

  /**
   * @param whole checksums are of the whole object and are left out of the answer to a range
   */
  private static Map<String, String> objectHeaders(
      S3Request request, StoredObject object, boolean whole) {
    boolean checksums =
        whole && request.header("x-amz-checksum-mode", "").equalsIgnoreCase("ENABLED");
    Map<String, String> headers = new TreeMap<>();
    object
        .headers()
        .forEach(
            (name, value) -> {
              boolean isChecksum = name.startsWith(Checksums.HEADER_PREFIX);
              if (!isChecksum || checksums) {
                headers.put(name, value);
              }
              if (isChecksum && checksums) {
                headers.put("x-amz-checksum-type", "FULL_OBJECT");
              }
            });
    headers.put("etag", object.etag());
    headers.put("last-modified", HTTP_DATE.format(object.lastModified()));
    headers.put("accept-ranges", "bytes");
    return headers;
  }

  private static S3Exception methodNotAllowed(S3Request request) {
    return new S3Exception(
        405,
        "MethodNotAllowed",
        "The method " + request.method() + " is not allowed against this resource.");
  }
}
