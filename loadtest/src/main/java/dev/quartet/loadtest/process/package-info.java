/** Child processes and the limits that the machine lets us put on them. */
@NullMarked
package dev.quartet.loadtest.process;

import org.jspecify.annotations.NullMarked;
