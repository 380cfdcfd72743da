package dev.quartet.extension;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an object in S3: the input of a function with an {@link S3Trigger}.
 *
 * @param bucket the bucket's name
 * @param key the object's key, decoded
 * @param sizeBytes its size in bytes; {@code null} where it was deleted
 * @param eTag its entity tag; {@code null} where it was deleted
 * @param versionId its version; {@code null} in a bucket without versions
 * @param eventName what happened, such as {@code ObjectCreated:Put}
 */
public record S3ObjectEvent(
    @NotNull String bucket,
    @NotNull String key,
    @JsonProperty("size_bytes") @Nullable Long sizeBytes,
    @JsonProperty("e_tag") @Nullable String eTag,
    @JsonProperty("version_id") @Nullable String versionId,
    @JsonProperty("event_name") @Nullable String eventName) {}
