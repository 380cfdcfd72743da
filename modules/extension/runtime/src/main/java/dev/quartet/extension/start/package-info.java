/** What is done beside the start of an application. */
@NullMarked
package dev.quartet.extension.start;

import org.jspecify.annotations.NullMarked;
