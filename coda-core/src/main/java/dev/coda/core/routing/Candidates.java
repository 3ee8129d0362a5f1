package dev.coda.core.routing;

import dev.coda.api.model.ModelRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The targets that can answer for a model or a route, and how to choose among them. Immutable.
 *
 * @param targets at least one, in the order of the route
 * @param hedgeAfter the time to wait before the next target is called as well; null for never
 */
record Candidates(
    ModelRef asked, RoutePolicy policy, List<Target> targets, @Nullable Duration hedgeAfter) {

  /** A model that was named itself. */
  static Candidates only(Target target) {
    return new Candidates(target.ref(), RoutePolicy.FALLBACK, List.of(target), null);
  }
}
