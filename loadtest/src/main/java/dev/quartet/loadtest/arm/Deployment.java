package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.process.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What an arm stands for on AWS.
 *
 * @param limits CPU and memory of one task or environment; null when they aren't known
 * @param sweptFrom the arm of which this is one size; null for an arm of its own
 * @param onAws whether it was asked there, and not on this machine
 */
public record Deployment(
    Hosting hosting, @Nullable Limits limits, @Nullable String sweptFrom, boolean onAws) {
  public Deployment(Hosting hosting, @Nullable Limits limits, @Nullable String sweptFrom) {
    this(hosting, limits, sweptFrom, false);
  }

  public Deployment(Hosting hosting, @Nullable Limits limits) {
    this(hosting, limits, null);
  }

  /** Of an arm that runs on AWS. */
  public static Deployment onAws(Hosting hosting, Limits limits) {
    return new Deployment(hosting, limits, null, true);
  }

  /** Of an arm that AWS doesn't host. */
  public static Deployment none() {
    return new Deployment(Hosting.NONE, null);
  }
}
