/** Starts the app on a developer's machine, with local S3, DynamoDB and SQS. */
@NullMarked
package dev.quartet.localapp;

import org.jspecify.annotations.NullMarked;
