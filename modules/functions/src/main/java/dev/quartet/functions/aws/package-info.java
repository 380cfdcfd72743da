/** The ports of {@code uuid} over S3 and DynamoDB, with their readiness and priming. */
@NullMarked
package dev.quartet.functions.aws;

import org.jspecify.annotations.NullMarked;
