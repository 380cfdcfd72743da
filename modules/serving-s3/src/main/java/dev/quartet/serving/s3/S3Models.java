package dev.quartet.serving.s3;

import dev.quartet.inference.ModelStore;
import dev.quartet.serving.RemoteModels;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;

/** Places in S3, asked by the application's own client. */
@Singleton
final class S3Models implements RemoteModels {

  private static final Pattern PLACE =
      Pattern.compile("s3://(?<bucket>[^/?#\\s]+)(?:/+(?<prefix>[^?#]*?))?/*");

  private final S3Client s3;

  S3Models(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public ModelStore at(String place) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "quartet.models (environment variable QUARTET_MODELS) is %s, which is not s3://<bucket>/<prefix>"
              .formatted(place));
    }
    String prefix = parts.group("prefix");
    return new S3Store(s3, parts.group("bucket"), prefix == null ? "" : prefix);
  }
}
