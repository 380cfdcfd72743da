package dev.quartet.loadtest.check;

/**
 * What one proof came to.
 *
 * @param what was tried
 * @param figure what was found
 * @param wanted what it must be
 */
public record Finding(String what, String figure, String wanted, boolean holds) {}
