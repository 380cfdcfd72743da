package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of an upload, decoded and checked against every digest that the caller sent.
 *
 * @param md5 MD5 of the bytes
 * @param checksums the checksum headers that the caller sent, all of them right
 */
record UploadBody(Buffer bytes, byte[] md5, Map<String, String> checksums) {
  private static final int SHA256_HEX_LENGTH = 64;

  /**
   * @throws S3Exception when a digest or a length does not fit the bytes
   */
  static UploadBody of(S3Request request) {
    Buffer bytes = request.body();
    Map<String, String> claimed = new TreeMap<>();
    String payloadHash = request.header("x-amz-content-sha256", "");
    if (isChunked(request, payloadHash)) {
      AwsChunked chunked = AwsChunked.decode(bytes);
      bytes = chunked.body();
      claimed.putAll(chunked.trailers());
      requireLength(request.header("x-amz-decoded-content-length", ""), bytes);
    } else if (payloadHash.length() == SHA256_HEX_LENGTH) {
      requirePayloadHash(payloadHash, bytes);
    }
    byte[] md5 = Checksums.md5(bytes.getBytes());
    requireMd5(request.header("content-md5", ""), md5);
    return new UploadBody(bytes, md5, checksums(request, claimed, bytes));
  }

  private static boolean isChunked(S3Request request, String payloadHash) {
    return payloadHash.startsWith("STREAMING-")
        || request.header("content-encoding", "").toLowerCase(Locale.ROOT).contains("aws-chunked");
  }

  private static void requireLength(String decodedLength, Buffer bytes) {
    if (!decodedLength.isEmpty() && !decodedLength.equals(Integer.toString(bytes.length()))) {
      throw S3Exception.badRequest(
          "IncompleteBody",
          "You did not provide the number of bytes specified by the x-amz-decoded-content-length header.");
    }
  }

  private static void requirePayloadHash(String claimed, Buffer bytes) {
    if (!claimed.equalsIgnoreCase(HexFormat.of().formatHex(Checksums.sha256(bytes.getBytes())))) {
      throw S3Exception.badRequest(
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
  }

  private static void requireMd5(String claimed, byte[] md5) {
    if (claimed.isEmpty()) {
      return;
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(claimed);
    } catch (IllegalArgumentException e) {
      throw S3Exception.badRequest("InvalidDigest", "The Content-MD5 you specified was invalid.");
    }
    if (decoded.length != md5.length) {
      throw S3Exception.badRequest("InvalidDigest", "The Content-MD5 you specified was invalid.");
    }
    if (!Arrays.equals(decoded, md5)) {
      throw S3Exception.badRequest(
          "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
  }

  private static Map<String, String> checksums(
      S3Request request, Map<String, String> trailers, Buffer bytes) {
    Map<String, String> right = new TreeMap<>();
    for (String algorithm : Checksums.ALGORITHMS) {
      String name = Checksums.HEADER_PREFIX + algorithm;
      String claimed = request.header(name, trailers.getOrDefault(name, ""));
      if (claimed.isEmpty()) {
        continue;
      }
      if (!claimed.equals(Checksums.base64(algorithm, bytes))) {
        throw S3Exception.badRequest(
            "BadDigest",
            "The "
                + algorithm.toUpperCase(Locale.ROOT)
                + " you specified did not match the calculated checksum.");
      }
      right.put(name, claimed);
    }
    return right;
  }
}
