package dev.quartet.serving.s3;

import dev.quartet.inference.ModelStore;
import dev.quartet.inference.StoreRefusal;
import dev.quartet.inference.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects below a prefix. The client's time limits hold until an object begins to come, and its
 * socket's while it comes.
 *
 * @param prefix without a slash at either end; empty for the whole bucket
 */
record S3Store(S3Client s3, String bucket, String prefix) implements ModelStore {

  @Override
  public StoredFile open(String path) throws StoreRefusal, IOException {
    String key = prefix.isEmpty() ? path : prefix + "/" + path;
    try {
      ResponseInputStream<GetObjectResponse> object =
          s3.getObject(request -> request.bucket(bucket).key(key));
      return new StoredFile(new ObjectStream(object), object.response().contentLength());
    } catch (NoSuchBucketException e) {
      throw new StoreRefusal("there is no bucket " + bucket);
    } catch (NoSuchKeyException e) {
      throw new StoreRefusal("there is no such object");
    } catch (S3Exception e) {
      throw refusalOf(e);
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException(firstLine(e), e);
    }
  }

  private static StoreRefusal refusalOf(S3Exception e) throws IOException {
    if (e.statusCode() == 403) {
      return new StoreRefusal(
          "S3 denies access (403): allow s3:GetObject on it, and s3:ListBucket on its bucket,"
              + " without which a missing object is denied too");
    }
    if (e.statusCode() / 100 == 5 || e.isThrottlingException()) {
      throw new IOException(firstLine(e), e);
    }
    return new StoreRefusal(firstLine(e));
  }

  static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public String toString() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
