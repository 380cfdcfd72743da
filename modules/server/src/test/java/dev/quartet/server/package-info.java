/** Tests of what an app that listens itself has. */
@NullMarked
package dev.quartet.server;

import org.jspecify.annotations.NullMarked;
