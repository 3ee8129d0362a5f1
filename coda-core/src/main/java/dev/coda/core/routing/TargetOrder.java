package dev.coda.core.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Puts the targets of one call in the order of a policy. */
final class TargetOrder {
  private TargetOrder() {}

  static List<Target> by(RoutePolicy policy, List<Target> targets, DoubleSupplier chance) {
    return switch (policy) {
      case FALLBACK -> targets;
      case BALANCE -> drawn(targets, chance);
      case LEAST_LATENCY -> fastestFirst(targets);
    };
  }

  private static List<Target> drawn(List<Target> targets, DoubleSupplier chance) {
    List<Target> left = new ArrayList<>(targets);
    List<Target> order = new ArrayList<>(targets.size());
    while (!left.isEmpty()) {
      order.add(left.remove(draw(left, chance.getAsDouble())));
    }
    return order;
  }

  private static int draw(List<Target> targets, double chance) {
    double ticket = chance * targets.stream().mapToDouble(Target::weight).sum();
    for (int i = 0; i < targets.size() - 1; i++) {
      ticket -= targets.get(i).weight();
      if (ticket < 0) {
        return i;
      }
    }
    return targets.size() - 1;
  }

  private static List<Target> fastestFirst(List<Target> targets) {
    record Timed(Target target, Duration latency) {}
    return targets.stream()
        .map(target -> new Timed(target, target.health().latency().current().orElse(Duration.ZERO)))
        .sorted(Comparator.comparing(Timed::latency))
        .map(Timed::target)
        .toList();
  }
}
