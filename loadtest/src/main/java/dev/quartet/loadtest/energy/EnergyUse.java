package dev.quartet.loadtest.energy;

/**
 * What one request takes of a machine.
 *
 * @param cpuSeconds CPU time, measured
 * @param vcpuSeconds time of virtual CPUs that are held for it, idle time included
 * @param gbSeconds memory that is held for it, over time
 */
public record EnergyUse(double cpuSeconds, double vcpuSeconds, double gbSeconds) {}
