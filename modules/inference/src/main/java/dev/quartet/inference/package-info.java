/**
 * Runs ONNX models: opens them from a folder, a file or bytes, and answers vectors with vectors.
 */
@NullMarked
package dev.quartet.inference;

import org.jspecify.annotations.NullMarked;
