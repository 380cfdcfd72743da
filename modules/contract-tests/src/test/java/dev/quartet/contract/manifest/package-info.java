/** What the manifest tells of each function, and inputs that break what it says. */
@NullMarked
package dev.quartet.contract.manifest;

import org.jspecify.annotations.NullMarked;
