/** The functions {@code predict} and {@code uuid}, their values, and the ports that they need. */
@NullMarked
package dev.quartet.functions;

import org.jspecify.annotations.NullMarked;
