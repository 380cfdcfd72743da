package dev.quartet.inference;

/**
 * A version of a model in the repository.
 *
 * @param version a whole number; empty for a model without any version
 * @param reason why it is not ready, with the remedy; empty if there is nothing to say
 */
public record ModelEntry(String name, String version, ModelState state, String reason) {}
