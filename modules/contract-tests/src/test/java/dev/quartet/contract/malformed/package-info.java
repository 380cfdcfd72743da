/** Makes malformed requests by mutating good ones, the same ones for the same seed. */
@NullMarked
package dev.quartet.contract.malformed;

import org.jspecify.annotations.NullMarked;
