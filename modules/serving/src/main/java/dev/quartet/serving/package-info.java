/** The models of an application: their configuration, opened at start, with their readiness. */
@NullMarked
package dev.quartet.serving;

import org.jspecify.annotations.NullMarked;
