/** Runs the functions on AWS Lambda: one handler for every kind of event, on the JVM and native. */
@NullMarked
package dev.quartet.lambda;

import org.jspecify.annotations.NullMarked;
