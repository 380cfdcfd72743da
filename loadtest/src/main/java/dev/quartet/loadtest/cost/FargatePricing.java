package dev.quartet.loadtest.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The bill of Fargate tasks behind an Application Load Balancer. As many tasks run as the CPU time
 * of the requests needs at the utilisation stated, and at least the stated ones; what they don't
 * use is idle time, which is billed too.
 */
public record FargatePricing(
    PriceBook.Region prices, CostAssumptions assumptions, FargateSize size, StoreRequests stores)
    implements Pricing {
  private static final double SECONDS_PER_HOUR = 3_600;

  /** A capacity unit carries 1 GB an hour. */
  private static final double KILOBYTES_PER_UNIT_HOUR = 1e6;

  /** How many tasks run at a rate. */
  public int tasks(double ratePerSecond, double cpuSecondsPerRequest) {
    double needed =
        ratePerSecond * cpuSecondsPerRequest / (size.vcpus() * assumptions.utilisation());
    return Math.max(assumptions.leastTasks(), (int) Math.ceil(needed - 1e-9));
  }

  @Override
  public Bill bill(double ratePerSecond, double cpuSecondsPerRequest) {
    double requestsPerHour = ratePerSecond * SECONDS_PER_HOUR;
    double perMillion = 1e6 / requestsPerHour;
    int tasks = tasks(ratePerSecond, cpuSecondsPerRequest);
    double vcpuHours = tasks * size.vcpus();
    double usdPerHour =
        vcpuHours
                * Objects.requireNonNull(prices.fargateVcpuHour().get(assumptions.architecture()))
                    .usd()
            + tasks
                * size.gigabytes()
                * Objects.requireNonNull(prices.fargateGbHour().get(assumptions.architecture()))
                    .usd();
    double used = Math.min(1, ratePerSecond * cpuSecondsPerRequest / vcpuHours);
    double units = requestsPerHour * assumptions.kilobytesPerRequest() / KILOBYTES_PER_UNIT_HOUR;
    List<Bill.Item> items = new ArrayList<>();
    items.add(
        new Bill.Item(
            "compute",
            usdPerHour * used * perMillion,
            String.format(
                Locale.ROOT,
                "%d × %s vCPU, %s GB; %.1f %% of the CPU is used",
                tasks,
                plain(size.vcpus()),
                plain(size.gigabytes()),
                used * 100)));
    items.add(
        new Bill.Item(
            "idle time", usdPerHour * (1 - used) * perMillion, "what the tasks don't use"));
    items.add(
        new Bill.Item(
            "load balancer",
            (prices.loadBalancerHour().usd() + units * prices.loadBalancerUnitHour().usd())
                * perMillion,
            String.format(Locale.ROOT, "one, %.3f capacity units by bytes", units)));
    items.addAll(StoreItems.of(prices, stores));
    return new Bill(ratePerSecond, items);
  }

  private static String plain(double figure) {
    return figure == Math.rint(figure) ? String.valueOf((long) figure) : String.valueOf(figure);
  }
}
