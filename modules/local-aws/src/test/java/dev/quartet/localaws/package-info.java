/**
 * Tests of the endpoint: one suite over every server that stands behind it, and over independent
 * ones.
 */
package dev.quartet.localaws;
