/** How the {@code quartet.*} keys of all modules live beside each other. */
@NullMarked
package dev.quartet.extension.configuration;

import org.jspecify.annotations.NullMarked;
