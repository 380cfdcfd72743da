/** Tests of models from S3. */
@NullMarked
package dev.quartet.serving.s3;

import org.jspecify.annotations.NullMarked;
