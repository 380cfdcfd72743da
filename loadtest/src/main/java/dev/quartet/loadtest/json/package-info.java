/** JSON documents that are held to a published schema. */
@NullMarked
package dev.quartet.loadtest.json;

import org.jspecify.annotations.NullMarked;
