package dev.quartet.functions.aws;

import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.functions.ObjectStore;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects in S3. */
@Singleton
final class S3ObjectStore implements ObjectStore, AwsStore {

  private final S3Client s3;
  private final String bucket;

  S3ObjectStore(S3Client s3, StoresConfig config) {
    this.s3 = s3;
    this.bucket = config.bucket();
  }

  @Override
  public String name() {
    return "S3";
  }

  @Override
  public String bucket() {
    return bucket;
  }

  @Override
  public void put(String key, String text) {
    try {
      s3.putObject(
          request -> request.bucket(bucket).key(key).contentType("text/plain"),
          RequestBody.fromString(text));
    } catch (SdkException | UncheckedIOException e) {
      throw new DependencyUnavailable(name(), e);
    }
  }

  @Override
  public void touch() {
    try {
      s3.headBucket(request -> request.bucket(bucket).overrideConfiguration(TOUCH_LIMIT));
    } catch (SdkException | UncheckedIOException e) {
      throw new DependencyUnavailable(name(), e);
    }
  }
}
