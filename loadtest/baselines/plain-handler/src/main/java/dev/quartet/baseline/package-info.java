/**
 * The {@code uuid} function as a Lambda handler without a framework: what a framework costs is the
 * difference.
 */
@NullMarked
package dev.quartet.baseline;

import org.jspecify.annotations.NullMarked;
