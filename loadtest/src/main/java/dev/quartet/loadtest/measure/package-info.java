/** What is measured besides load: first answers, memory, sizes and the machine itself. */
@NullMarked
package dev.quartet.loadtest.measure;

import org.jspecify.annotations.NullMarked;
