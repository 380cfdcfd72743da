package dev.quartet.loadtest.arm;

import java.util.OptionalDouble;

/**
 * What an arm takes of the machine's memory.
 *
 * @param peakMegabytes the most memory that was resident so far, of its largest instance, in MB of
 *     1,048,576 bytes; empty when the machine doesn't tell
 * @param instances how many instances serve: execution environments of a Lambda function, else 1
 */
public record Footprint(OptionalDouble peakMegabytes, int instances) {}
