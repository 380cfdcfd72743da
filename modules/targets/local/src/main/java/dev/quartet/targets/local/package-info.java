/** The app on a developer's machine: the functions over HTTP, with local S3, DynamoDB and SQS. */
@NullMarked
package dev.quartet.targets.local;

import org.jspecify.annotations.NullMarked;
