/**
 * The page at {@code /q/quartet} on a developer's machine: it lists the functions, calls them in
 * each way that they can be called, and shows what is in the stores.
 */
@NullMarked
package dev.quartet.extension.console;

import org.jspecify.annotations.NullMarked;
