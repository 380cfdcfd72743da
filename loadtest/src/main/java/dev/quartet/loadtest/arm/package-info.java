/**
 * The arms of a comparison: what each is, how it is found, started, limited, addressed and stopped.
 */
@NullMarked
package dev.quartet.loadtest.arm;

import org.jspecify.annotations.NullMarked;
