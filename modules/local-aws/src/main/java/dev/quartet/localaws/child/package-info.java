/**
 * Entry points of the child processes; they depend on the JDK alone and share no class with the
 * front.
 */
@NullMarked
package dev.quartet.localaws.child;

import org.jspecify.annotations.NullMarked;
