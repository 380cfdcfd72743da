package dev.quartet.localaws.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Lists buckets and objects. */
final class Listings {
  private static final int MAX_KEYS = 1000;

  private final ObjectStore store;

  Listings(ObjectStore store) {
    this.store = store;
  }

  S3Answer buckets() {
    Xml xml =
        Xml.s3("ListAllMyBucketsResult")
            .open("Owner")
            .text("ID", "local")
            .text("DisplayName", "local")
            .close()
            .open("Buckets");
    store
        .bucketsByName()
        .forEach(
            (name, created) ->
                xml.open("Bucket")
                    .text("Name", name)
                    .text("CreationDate", timestamp(created))
                    .close());
    return S3Answer.xml(200, xml.end());
  }

  /** A listing of one bucket, or its location. */
  S3Answer answer(S3Request request) {
    store.requireBucket(request.bucket());
    if (request.asks("location")) {
      return S3Answer.xml(200, Xml.s3("LocationConstraint").end());
    }
    if (request.asks("uploads")) {
      throw S3Exception.notImplemented("ListMultipartUploads");
    }
    return objects(request, request.parameter("list-type").equals("2"));
  }

  private S3Answer objects(S3Request request, boolean secondVersion) {
    String token = request.parameter("continuation-token");
    String after =
        secondVersion
            ? token.isEmpty() ? request.parameter("start-after") : decodeToken(token)
            : request.parameter("marker");
    String prefix = request.parameter("prefix");
    String delimiter = request.parameter("delimiter");
    int maxKeys = maxKeys(request.parameter("max-keys"));
    ObjectStore.Page page = store.list(request.bucket(), prefix, delimiter, after, maxKeys);
    boolean encoded = request.parameter("encoding-type").equals("url");
    boolean truncated = !page.next().isEmpty();
    Xml xml =
        Xml.s3("ListBucketResult")
            .text("Name", request.bucket())
            .text("Prefix", name(prefix, encoded))
            .text("MaxKeys", maxKeys)
            .text("IsTruncated", truncated);
    if (!delimiter.isEmpty()) {
      xml.text("Delimiter", name(delimiter, encoded));
    }
    if (encoded) {
      xml.text("EncodingType", "url");
    }
    if (secondVersion) {
      xml.text("KeyCount", page.objects().size() + page.commonPrefixes().size());
      if (!token.isEmpty()) {
        xml.text("ContinuationToken", token);
      }
      if (truncated) {
        xml.text("NextContinuationToken", encodeToken(page.next()));
      }
    } else {
      xml.text("Marker", name(after, encoded));
      if (truncated) {
        xml.text("NextMarker", name(page.next(), encoded));
      }
    }
    for (StoredObject object : page.objects()) {
      xml.open("Contents")
          .text("Key", name(object.key(), encoded))
          .text("LastModified", timestamp(object.lastModified()))
          .text("ETag", object.etag())
          .text("Size", object.sizeBytes())
          .text("StorageClass", "STANDARD")
          .close();
    }
    for (String commonPrefix : page.commonPrefixes()) {
      xml.open("CommonPrefixes").text("Prefix", name(commonPrefix, encoded)).close();
    }
    return S3Answer.xml(200, xml.end());
  }

  static String timestamp(Instant instant) {
    String text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }

  private static int maxKeys(String parameter) {
    if (parameter.isEmpty()) {
      return MAX_KEYS;
    }
    try {
      int asked = Integer.parseInt(parameter);
      if (asked >= 0) {
        return Math.min(asked, MAX_KEYS);
      }
    } catch (NumberFormatException e) {
      throw S3Exception.badRequest(
          "InvalidArgument", "max-keys must be a number, not " + parameter);
    }
    throw S3Exception.badRequest("InvalidArgument", "max-keys must be 0 or more, not " + parameter);
  }

  private static String name(String text, boolean encoded) {
    return encoded
        ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")
        : text;
  }

  private static String encodeToken(String next) {
    return Base64.getUrlEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8));
  }

  private static String decodeToken(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Exception.badRequest(
          "InvalidArgument", "The continuation token provided is incorrect");
    }
  }
}
