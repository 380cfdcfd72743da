/** Batches from SQS, with partial failures. */
@NullMarked
package dev.quartet.lambda.sqs;

import org.jspecify.annotations.NullMarked;
