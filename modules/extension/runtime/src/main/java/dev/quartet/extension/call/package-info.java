/** One call of a function, from JSON to JSON, the same for every target and every kind of event. */
@NullMarked
package dev.quartet.extension.call;

import org.jspecify.annotations.NullMarked;
