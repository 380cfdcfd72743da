package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S3 on the wire: encodings, digests and errors that no SDK sends at will. */
final class S3ProtocolTest {
  private final URI endpoint = RunningEndpoints.lean();

  @Test
  void aChunkedBodyIsDecodedAndItsTrailingChecksumIsKept() {
    HttpResponse<String> put =
        put(
            "chunked",
                "5;chunk-signature=0\r\nhello\r\n1\r\n!\r\n0\r\nx-amz-checksum-crc32:mobJYA==\r\n\r\n",
            "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "content-encoding", "aws-chunked,gzip",
            "x-amz-decoded-content-length", "6",
            "x-amz-trailer", "x-amz-checksum-crc32");

    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    HttpResponse<String> get =
        HttpCalls.call("GET", at("/quartet/chunked"), "", "x-amz-checksum-mode", "ENABLED");
    assertThat(get.body()).isEqualTo("hello!");
    assertThat(get.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(get.headers().firstValue("x-amz-checksum-crc32")).hasValue("mobJYA==");
  }

  @ParameterizedTest
  @CsvSource({
    "'5\r\nhel', IncompleteBody",
    "'5\r\nhello\r\n', IncompleteBody",
    "'ffffffff\r\nhello\r\n0\r\n\r\n', IncompleteBody",
    "'five\r\nhello\r\n0\r\n\r\n', InvalidRequest",
    "'4\r\nhell\r\n0\r\n\r\n', IncompleteBody",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n', BadDigest",
  })
  void aBrokenChunkedBodyIsRefused(String body, String code) {
    HttpResponse<String> put =
        put(
            "broken", body,
            "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-decoded-content-length", "5");

    assertRefused(put, code);
    assertThat(HttpCalls.call("GET", at("/quartet/broken"), "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "crc32, NhCmhg==, NhCmhw==",
    "crc32c, mnG7TA==, mnG7TB==",
    "crc64nvme, M3eFcAZSQlc=, M3eFcAZSQlY=",
    "sha1, qvTGHdzF6KLavt4PO0gs2a6pQ00=, qvTGHdzF6KLavt4PO0gs2a6pQ01=",
    "sha256, LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=, LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCR=",
  })
  void aChecksumIsChecked(String algorithm, String right, String wrong) {
    String header = "x-amz-checksum-" + algorithm;

    HttpResponse<String> accepted = put("checked-" + algorithm, "hello", header, right);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    assertThat(accepted.headers().firstValue(header)).hasValue(right);
    assertRefused(put("checked-" + algorithm, "hello", header, wrong), "BadDigest");
  }

  @Test
  void aWrongPayloadHashIsRefused() {
    assertRefused(
        put("hashed", "hello", "x-amz-content-sha256", "0".repeat(64)),
        "XAmzContentSHA256Mismatch");
  }

  @Test
  void aClientThatWaitsForPermissionGetsIt() {
    HttpResponse<String> put =
        HttpCalls.send(
            HttpRequest.newBuilder(at("/quartet/expected"))
                .expectContinue(true)
                .PUT(HttpRequest.BodyPublishers.ofString("hello"))
                .build());

    assertThat(put.statusCode()).isEqualTo(200);
  }

  @Test
  void theBucketMayComeFromTheHost() throws IOException {
    put("hosted", "hello");

    assertThat(get("/hosted", "quartet.localhost:" + endpoint.getPort()))
        .contains("200 OK")
        .endsWith("hello");
  }

  @Test
  void doubleSlashesAreKept() {
    assertThat(put("x//y", "double").statusCode()).isEqualTo(200);

    assertThat(HttpCalls.call("GET", at("/quartet/x//y"), "").body()).isEqualTo("double");
    assertThat(HttpCalls.call("GET", at("/quartet/x/y"), "").statusCode()).isEqualTo(404);
  }

  @Test
  void theFirstVersionOfListingsIsServedToo() {
    put("v1/a", "a");
    put("v1/b", "b");

    HttpResponse<String> page = HttpCalls.call("GET", at("/quartet?prefix=v1/&max-keys=1"), "");

    assertThat(page.body())
        .contains(
            "<Key>v1/a</Key>", "<IsTruncated>true</IsTruncated>", "<NextMarker>v1/a</NextMarker>");
    assertThat(HttpCalls.call("GET", at("/quartet?prefix=v1/&marker=v1/a"), "").body())
        .contains("<Key>v1/b</Key>", "<IsTruncated>false</IsTruncated>");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /quartet/a?acl, 501, NotImplemented",
    "GET, /quartet?versioning, 501, NotImplemented",
    "PUT, /Quartet, 400, InvalidBucketName",
    "PATCH, /quartet/a, 405, MethodNotAllowed",
    "GET, /quartet?max-keys=many, 400, InvalidArgument",
    "GET, /quartet/%, 400, InvalidURI",
    "POST, /quartet?delete, 400, MalformedXML",
    "PUT, /quartet/a?uploadId=x&partNumber=1, 404, NoSuchUpload",
  })
  void whatIsWrongIsNamed(String method, String path, int status, String code) throws IOException {
    String answer =
        raw(
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("<Code>" + code + "</Code>");
  }

  private HttpResponse<String> put(String key, String body, String... headers) {
    return HttpCalls.call("PUT", at("/quartet/" + key), body, headers);
  }

  private static void assertRefused(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("<Code>" + code + "</Code>");
  }

  private URI at(String path) {
    return endpoint.resolve(path);
  }

  private String get(String path, String host) throws IOException {
    return raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", endpoint.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
