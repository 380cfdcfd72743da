/** The HTTP surface of the functions: routes, limits, problem details, the list of functions. */
@NullMarked
package dev.quartet.extension.http;

import org.jspecify.annotations.NullMarked;
