/**
 * Tests of what the AWS adapters make of failures. That they are right, the contract tests show.
 */
@NullMarked
package dev.quartet.functions.aws;

import org.jspecify.annotations.NullMarked;
