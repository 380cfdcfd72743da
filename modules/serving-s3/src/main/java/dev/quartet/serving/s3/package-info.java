/** Models that are fetched from S3 when the application starts. */
@NullMarked
package dev.quartet.serving.s3;

import org.jspecify.annotations.NullMarked;
