/** Holds the docs to the code: generated parts, the manifest's schema, links. */
@NullMarked
package dev.quartet.docs;

import org.jspecify.annotations.NullMarked;
