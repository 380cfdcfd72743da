/** The arms that run on AWS: asked, started anew and read there. */
@NullMarked
package dev.quartet.loadtest.aws;

import org.jspecify.annotations.NullMarked;
