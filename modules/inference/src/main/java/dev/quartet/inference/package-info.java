/** Runs ONNX models: a repository of them, which may change while they are called. */
@NullMarked
package dev.quartet.inference;

import org.jspecify.annotations.NullMarked;
