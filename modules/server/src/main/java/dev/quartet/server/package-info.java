/** What an app that listens itself does beside its functions. */
@NullMarked
package dev.quartet.server;

import org.jspecify.annotations.NullMarked;
