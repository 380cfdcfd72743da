/** The local AWS endpoint: one HTTP front with S3, DynamoDB and SQS behind it. */
@NullMarked
package dev.quartet.localaws;

import org.jspecify.annotations.NullMarked;
