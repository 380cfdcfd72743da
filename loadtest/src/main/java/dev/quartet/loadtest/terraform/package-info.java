/** The arms that Terraform provisioned. */
@NullMarked
package dev.quartet.loadtest.terraform;

import org.jspecify.annotations.NullMarked;
