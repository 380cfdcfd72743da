package dev.quartet.extension;

/**
 * Slow work that the start can't do without, begun at once and done beside the rest of the start,
 * such as loading a native library. Whoever needs its result waits for it there and tells why it
 * failed; here a failure is a line of the log at level debug. A class that implements this is found
 * by the build, and needs to be public with a public constructor without parameters.
 */
public interface BesideStart extends Runnable {}
