/** The build steps of the Lambda targets: the handler's beans, the error types and the manifest. */
@NullMarked
package dev.quartet.lambda.deployment;

import org.jspecify.annotations.NullMarked;
