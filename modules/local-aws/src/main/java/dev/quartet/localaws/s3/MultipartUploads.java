package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uploads in parts, which the AWS CLI uses above 8 MB. Parts wait in memory until the upload is
 * completed, also when objects are kept in files.
 */
final class MultipartUploads {
  private static final int MAX_PARTS = 10_000;
  private static final long MAX_OBJECT_BYTES = 1L << 30;

  private final ObjectStore store;
  private final ConcurrentHashMap<String, Upload> uploads = new ConcurrentHashMap<>();

  MultipartUploads(ObjectStore store) {
    this.store = store;
  }

  S3Answer answer(S3Request request, Map<String, String> headers, WriteCondition condition) {
    return switch (request.method()) {
      case "POST" ->
          request.asks("uploads") ? create(request, headers) : complete(request, condition);
      case "PUT" -> uploadPart(request);
      case "DELETE" -> {
        upload(request);
        uploads.remove(request.parameter("uploadId"));
        yield S3Answer.empty(204);
      }
      default -> throw S3Exception.notImplemented("ListParts");
    };
  }

  private S3Answer create(S3Request request, Map<String, String> headers) {
    store.requireBucket(request.bucket());
    String id = UUID.randomUUID().toString();
    uploads.put(
        id, new Upload(request.bucket(), request.key(), headers, new ConcurrentHashMap<>()));
    return S3Answer.xml(
        200,
        Xml.s3("InitiateMultipartUploadResult")
            .text("Bucket", request.bucket())
            .text("Key", request.key())
            .text("UploadId", id)
            .end());
  }

  private S3Answer uploadPart(S3Request request) {
    if (request.header("x-amz-copy-source") != null) {
      throw S3Exception.notImplemented("UploadPartCopy");
    }
    Upload upload = upload(request);
    UploadBody body = UploadBody.of(request);
    upload.parts.put(
        partNumber(request.parameter("partNumber")), new Part(body.bytes(), body.md5()));
    S3Answer answer = S3Answer.empty(200).with("etag", etag(body.md5()));
    for (Map.Entry<String, String> checksum : body.checksums().entrySet()) {
      answer = answer.with(checksum.getKey(), checksum.getValue());
    }
    return answer;
  }

  private S3Answer complete(S3Request request, WriteCondition condition) {
    Upload upload = upload(request);
    Buffer whole = Buffer.buffer();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    int previous = 0;
    int count = 0;
    for (Map<String, String> named : XmlBody.parse(request.body(), "Part").entries()) {
      int number = partNumber(named.getOrDefault("PartNumber", ""));
      if (number <= previous) {
        throw S3Exception.badRequest(
            "InvalidPartOrder", "The list of parts was not in ascending order.");
      }
      Part part = upload.parts.get(number);
      if (part == null || !ETags.matches(named.getOrDefault("ETag", ""), etag(part.md5))) {
        throw S3Exception.badRequest(
            "InvalidPart", "Part " + number + " is not there or has another ETag.");
      }
      if ((long) whole.length() + part.bytes.length() > MAX_OBJECT_BYTES) {
        throw S3Exception.badRequest(
            "EntityTooLarge",
            "This local S3 keeps objects of at most " + MAX_OBJECT_BYTES + " bytes.");
      }
      whole.appendBuffer(part.bytes);
      digests.writeBytes(part.md5);
      previous = number;
      count++;
    }
    if (count == 0) {
      throw S3Exception.badRequest("MalformedXML", "You must specify at least one part.");
    }
    String digest = HexFormat.of().formatHex(Checksums.md5(digests.toByteArray()));
    String etag = "\"" + digest + "-" + count + "\"";
    store.put(
        upload.bucket,
        new StoredObject(upload.key, upload.headers, etag, Instant.now(), whole.length(), whole),
        condition);
    uploads.remove(request.parameter("uploadId"));
    return S3Answer.xml(
        200,
        Xml.s3("CompleteMultipartUploadResult")
            .text("Location", "/" + upload.bucket + "/" + upload.key)
            .text("Bucket", upload.bucket)
            .text("Key", upload.key)
            .text("ETag", etag)
            .end());
  }

  private Upload upload(S3Request request) {
    Upload upload = uploads.get(request.parameter("uploadId"));
    if (upload == null
        || !upload.bucket.equals(request.bucket())
        || !upload.key.equals(request.key())) {
      throw new S3Exception(404, "NoSuchUpload", "The specified multipart upload does not exist.");
    }
    return upload;
  }

  private static int partNumber(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MAX_PARTS) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw S3Exception.badRequest("InvalidArgument", "partNumber must be a number, not " + text);
    }
    throw S3Exception.badRequest(
        "InvalidArgument", "partNumber must be between 1 and " + MAX_PARTS);
  }

  private static String etag(byte[] md5) {
    return "\"" + HexFormat.of().formatHex(md5) + "\"";
  }

  private record Upload(
      String bucket,
      String key,
      Map<String, String> headers,
      ConcurrentHashMap<Integer, Part> parts) {}

  private record Part(Buffer bytes, byte[] md5) {}
}
