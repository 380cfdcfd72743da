package dev.quartet.loadtest.measure;

import java.util.OptionalDouble;

/**
 * One cold start.
 *
 * @param firstAnswerMillis from the start (of the process, of {@code podman run}, or of the
 *     invocation that finds no environment) to the first right answer
 * @param initMillis the part that Lambda calls Init Duration; empty for targets without it
 */
public record ColdStart(double firstAnswerMillis, OptionalDouble initMillis) {}
