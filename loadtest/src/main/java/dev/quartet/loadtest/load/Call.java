package dev.quartet.loadtest.load;

import io.vertx.core.buffer.Buffer;

/** One request to send, made before the run, and the check of its answer. */
public record Call(Buffer body, BodyCheck check) {}
