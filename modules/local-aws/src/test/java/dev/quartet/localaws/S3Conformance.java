package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What functions and users ask of S3, unchanged over every server that stands in for it. */
abstract class S3Conformance {
  private static final int RACED_KEYS = 20;
  private static final int MIN_PART_BYTES = 5 << 20;

  private final String bucket = "test-" + UUID.randomUUID();
  private S3Client s3;

  abstract URI endpoint();

  @BeforeEach
  void makeBucket() {
    s3 = Sdk.s3(endpoint());
    s3.createBucket(request -> request.bucket(bucket));
  }

  @AfterEach
  void close() {
    s3.close();
  }

  @Test
  void anObjectComesBackAsItWasPut() {
    String etag =
        s3.putObject(
                request ->
                    request
                        .bucket(bucket)
                        .key("a.txt")
                        .contentType("text/plain")
                        .metadata(Map.of("origin", "test")),
                RequestBody.fromString("hello"))
            .eTag();

    assertThat(etag).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    var object = s3.getObjectAsBytes(request -> request.bucket(bucket).key("a.txt"));
    assertThat(object.asUtf8String()).isEqualTo("hello");
    assertThat(object.response().contentType()).isEqualTo("text/plain");
    assertThat(object.response().metadata()).containsEntry("origin", "test");
    assertThat(object.response().eTag()).isEqualTo(etag);
    HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key("a.txt"));
    assertThat(head.contentLength()).isEqualTo(5);
    assertThat(head.lastModified()).isNotNull();
  }

  @Test
  void anEmptyObjectIsAnObject() {
    put("empty", "");

    assertThat(get("empty")).isEmpty();
    assertThat(s3.headObject(request -> request.bucket(bucket).key("empty")).contentLength())
        .isZero();
  }

  @Test
  void keysMayHoldAnything() {
    for (String key : List.of("a b+c&d/ü%20=?#.txt", "日本/語.txt", "emoji-😀")) {
      put(key, key);
      assertThat(get(key)).isEqualTo(key);
    }
    assertThat(keys(s3.listObjectsV2(request -> request.bucket(bucket))))
        .containsExactlyInAnyOrder("a b+c&d/ü%20=?#.txt", "日本/語.txt", "emoji-😀");
  }

  @Test
  void aMissingObjectHasTheNoSuchKeyError() {
    assertThatThrownBy(() -> get("missing")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.headObject(request -> request.bucket(bucket).key("missing")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void aMissingBucketHasTheNoSuchBucketError() {
    String missing = "missing-" + UUID.randomUUID();

    assertThatThrownBy(
            () ->
                s3.putObject(
                    request -> request.bucket(missing).key("a"), RequestBody.fromString("a")))
        .isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> s3.headBucket(request -> request.bucket(missing)))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void anObjectThatIsThereStopsAnIfNoneMatchWrite() {
    put("a", "first");

    assertThatThrownBy(
            () ->
                s3.putObject(
                    request -> request.bucket(bucket).key("a").ifNoneMatch("*"),
                    RequestBody.fromString("second")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(412);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
            });
    assertThat(get("a")).isEqualTo("first");
  }

  @Test
  void ofManyIfNoneMatchWritersExactlyOneWins() throws Exception {
    for (int i = 0; i < RACED_KEYS; i++) {
      String key = "raced-" + i;
      assertThat(Sdk.winners(() -> putIfAbsent(key))).as(key).isEqualTo(1);
    }
  }

  @Test
  void aChangedObjectStopsAnIfMatchWrite() {
    String etag = put("a", "first");
    s3.putObject(
        request -> request.bucket(bucket).key("a").ifMatch(etag), RequestBody.fromString("second"));

    assertThatThrownBy(
            () ->
                s3.putObject(
                    request -> request.bucket(bucket).key("a").ifMatch(etag),
                    RequestBody.fromString("third")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThat(get("a")).isEqualTo("second");
  }

  @Test
  void anUnchangedObjectIsNotSentAgain() {
    String etag = put("a", "first");

    assertThatThrownBy(
            () -> s3.getObjectAsBytes(request -> request.bucket(bucket).key("a").ifNoneMatch(etag)))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
  }

  @Test
  void aWrongMd5IsRefused() {
    assertThatThrownBy(
            () ->
                s3.putObject(
                    request ->
                        request.bucket(bucket).key("a").contentMD5("XUFAKrxLKna5cZ2REBfFkg=="),
                    RequestBody.fromString("not hello")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadDigest"));
    assertThatThrownBy(() -> get("a")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void aRangeIsPartOfTheObject() {
    put("a", "0123456789");

    assertThat(range("bytes=2-4")).isEqualTo("234");
    assertThat(range("bytes=7-")).isEqualTo("789");
    assertThat(range("bytes=-2")).isEqualTo("89");
    assertThatThrownBy(() -> range("bytes=10-"))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
  }

  @Test
  void deletingIsDoneOnceAndNeverFails() {
    put("a", "a");

    s3.deleteObject(request -> request.bucket(bucket).key("a"));
    s3.deleteObject(request -> request.bucket(bucket).key("a"));

    assertThatThrownBy(() -> get("a")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void manyObjectsAreDeletedAtOnce() {
    List.of("a", "b&<", "c").forEach(key -> put(key, key));

    s3.deleteObjects(
        request ->
            request
                .bucket(bucket)
                .delete(
                    Delete.builder()
                        .objects(
                            ObjectIdentifier.builder().key("a").build(),
                            ObjectIdentifier.builder().key("b&<").build())
                        .build()));

    assertThat(keys(s3.listObjectsV2(request -> request.bucket(bucket)))).containsExactly("c");
  }

  @Test
  void aListingComesInPagesInTheOrderOfKeys() {
    List.of("d", "a", "c", "b", "e").forEach(key -> put(key, key));

    ListObjectsV2Response first = s3.listObjectsV2(request -> request.bucket(bucket).maxKeys(2));
    assertThat(keys(first)).containsExactly("a", "b");
    assertThat(first.isTruncated()).isTrue();
    ListObjectsV2Response second =
        s3.listObjectsV2(
            request -> request.bucket(bucket).continuationToken(first.nextContinuationToken()));
    assertThat(keys(second)).containsExactly("c", "d", "e");
    assertThat(second.isTruncated()).isFalse();
  }

  @Test
  void aDelimiterRollsUpKeysIntoFolders() {
    List.of("p/a/1", "p/a/2", "p/b/1", "p/c", "q/d").forEach(key -> put(key, key));

    ListObjectsV2Response listing =
        s3.listObjectsV2(request -> request.bucket(bucket).prefix("p/").delimiter("/"));

    assertThat(keys(listing)).containsExactly("p/c");
    assertThat(listing.commonPrefixes())
        .extracting(CommonPrefix::prefix)
        .containsExactly("p/a/", "p/b/");
  }

  @Test
  void anObjectCanBeCopied() {
    put("from", "content");

    s3.copyObject(
        request ->
            request
                .sourceBucket(bucket)
                .sourceKey("from")
                .destinationBucket(bucket)
                .destinationKey("to"));

    assertThat(get("to")).isEqualTo("content");
  }

  @Test
  void partsBecomeOneObject() {
    byte[] firstPart = new byte[MIN_PART_BYTES];
    Arrays.fill(firstPart, (byte) 'x');
    String upload =
        s3.createMultipartUpload(request -> request.bucket(bucket).key("large")).uploadId();
    List<CompletedPart> parts =
        List.of(
            part(upload, 1, RequestBody.fromBytes(firstPart)),
            part(upload, 2, RequestBody.fromString("end")));

    s3.completeMultipartUpload(
        request ->
            request
                .bucket(bucket)
                .key("large")
                .uploadId(upload)
                .multipartUpload(completed -> completed.parts(parts)));

    byte[] whole =
        s3.getObjectAsBytes(request -> request.bucket(bucket).key("large")).asByteArray();
    assertThat(whole).hasSize(MIN_PART_BYTES + 3).endsWith('x', 'e', 'n', 'd');
  }

  @Test
  void aBucketIsListedUntilItIsDeleted() {
    assertThat(s3.listBuckets().buckets()).anyMatch(listed -> listed.name().equals(bucket));
    put("a", "a");
    assertThatThrownBy(() -> s3.deleteBucket(request -> request.bucket(bucket)))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BucketNotEmpty"));

    s3.deleteObject(request -> request.bucket(bucket).key("a"));
    s3.deleteBucket(request -> request.bucket(bucket));

    assertThat(s3.listBuckets().buckets()).noneMatch(listed -> listed.name().equals(bucket));
  }

  private String put(String key, String body) {
    return s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(body))
        .eTag();
  }

  private boolean putIfAbsent(String key) {
    try {
      s3.putObject(
          request -> request.bucket(bucket).key(key).ifNoneMatch("*"),
          RequestBody.fromString("won"));
      return true;
    } catch (S3Exception e) {
      // S3 answers 409 when a conditional write meets another one under way.
      assertThat(e.statusCode()).isIn(409, 412);
      return false;
    }
  }

  private String get(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
  }

  private String range(String range) {
    return s3.getObjectAsBytes(request -> request.bucket(bucket).key("a").range(range))
        .asUtf8String();
  }

  private CompletedPart part(String upload, int number, RequestBody body) {
    String etag =
        s3.uploadPart(
                request -> request.bucket(bucket).key("large").uploadId(upload).partNumber(number),
                body)
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private static List<String> keys(ListObjectsV2Response listing) {
    return listing.contents().stream().map(S3Object::key).toList();
  }
}
