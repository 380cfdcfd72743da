/** The build steps of Quartet: from the @Funq methods to routes, the manifest and OpenAPI. */
@NullMarked
package dev.quartet.extension.deployment;

import org.jspecify.annotations.NullMarked;
