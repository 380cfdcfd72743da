package dev.quartet.localaws;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a start of local-aws serves.
 *
 * @param port TCP port on 127.0.0.1; 0 picks a free one
 * @param data folder that keeps everything across restarts; null for memory alone
 * @param lean whether DynamoDB is the lean one inside this process
 * @param bucket bucket made at start
 * @param table table made at start, partition key {@code uuid}
 * @param queue queue made at start, with the dead-letter queue {@code <queue>-dlq}
 */
record Settings(
    int port, @Nullable Path data, boolean lean, String bucket, String table, String queue) {}
