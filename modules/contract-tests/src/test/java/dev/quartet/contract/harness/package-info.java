/** Starts a target from its real artifact beside local AWS, talks to it, and stops it again. */
@NullMarked
package dev.quartet.contract.harness;

import org.jspecify.annotations.NullMarked;
