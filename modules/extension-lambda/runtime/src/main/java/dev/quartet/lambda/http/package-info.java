/** HTTP events of API Gateway and Function URLs, answered by the application's own routes. */
@NullMarked
package dev.quartet.lambda.http;

import org.jspecify.annotations.NullMarked;
