/** The classifier of {@code predict} over the model of digits, with its readiness. */
@NullMarked
package dev.quartet.functions.onnx;

import org.jspecify.annotations.NullMarked;
