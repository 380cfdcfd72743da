/** Energy and carbon: what is measured, and the models for what isn't. */
@NullMarked
package dev.quartet.loadtest.energy;

import org.jspecify.annotations.NullMarked;
