package dev.quartet.localaws;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The faults in force, at most one rule for each service. Thread-safe. */
final class Faults {
  private final Map<Service, FaultRule> rules = new EnumMap<>(Service.class);
  private final RandomGenerator random;
  private volatile boolean any;

  Faults(RandomGenerator random) {
    this.random = random;
  }

  /** Puts a rule in force, in place of the service's former one. */
  synchronized void put(FaultRule rule) {
    rules.put(rule.service(), rule);
    any = true;
  }

  synchronized void clear() {
    rules.clear();
    any = false;
  }

  synchronized List<FaultRule> rules() {
    return List.copyOf(rules.values());
  }

  /** Decides what happens to the next request of a service. */
  Injection next(Service service) {
    return any ? draw(service) : Injection.NONE;
  }

  private synchronized Injection draw(Service service) {
    FaultRule rule = rules.get(service);
    if (rule == null) {
      return Injection.NONE;
    }
    boolean fails = rule.failureRate() > 0 && random.nextDouble() < rule.failureRate();
    if (!fails && rule.delayMillis() == 0) {
      return Injection.NONE;
    }
    Integer count = rule.count();
    if (count != null) {
      if (count == 1) {
        rules.remove(service);
      } else {
        rules.put(
            service,
            new FaultRule(
                service, rule.delayMillis(), rule.failureRate(), rule.status(), count - 1));
      }
    }
    return new Injection(rule.delayMillis(), fails ? rule.status() : 0);
  }

  /**
   * @param delayMillis how long to wait before going on; 0 for not at all
   * @param status HTTP status to fail with; 0 to let the request through
   */
  record Injection(long delayMillis, int status) {
    static final Injection NONE = new Injection(0, 0);
  }
}
