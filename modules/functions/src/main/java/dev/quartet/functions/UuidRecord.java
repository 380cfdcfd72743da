package dev.quartet.functions;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A UUID that is kept, and where.
 *
 * @param uuid the UUID, in lower case
 * @param bucket the bucket of the object
 * @param key the key of the object, {@code <uuid>.txt}
 * @param table the table of this record
 * @param createdAt when it was first kept, as ISO-8601 in UTC
 */
public record UuidRecord(
    String uuid,
    String bucket,
    String key,
    String table,
    @JsonProperty("created_at") String createdAt) {}
