/** Tests of the bundled model behind {@code predict}. */
@NullMarked
package dev.quartet.functions.onnx;

import org.jspecify.annotations.NullMarked;
