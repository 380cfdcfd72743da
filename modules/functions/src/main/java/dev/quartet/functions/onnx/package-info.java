/** The classifier of {@code predict} over ONNX Runtime, with its readiness and priming. */
@NullMarked
package dev.quartet.functions.onnx;

import org.jspecify.annotations.NullMarked;
