/** A lean S3: the calls of the S3 REST API that the functions and the AWS CLI make. */
@NullMarked
package dev.quartet.localaws.s3;

import org.jspecify.annotations.NullMarked;
