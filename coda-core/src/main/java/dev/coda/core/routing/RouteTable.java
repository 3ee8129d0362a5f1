package dev.coda.core.routing;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Knows the routes by the references they answer to. An alias without a slash is a model of the
 * made-up provider {@code route}; one with a slash takes the place of that model. Immutable.
 */
final class RouteTable {
  static final String PROVIDER = "route";

  private final Map<ModelRef, Route> routes = new LinkedHashMap<>();
  private final Set<ModelRef> targets = new HashSet<>();

  RouteTable(Map<String, Route> routes, Collection<String> providers) {
    if (!routes.isEmpty() && providers.contains(PROVIDER)) {
      throw new ConfigurationException(
          "A provider cannot be named 'route' where there are routes.");
    }
    routes.forEach((alias, route) -> {
      for (RouteTarget target : route.targets()) {
        if (!providers.contains(target.model().provider())) {
          throw new ConfigurationException(
              "Route '%s' names %s, but there is no provider '%s'; there are %s."
                  .formatted(
                      alias,
                      target.model(),
                      target.model().provider(),
                      String.join(", ", providers)));
        }
        targets.add(target.model());
      }
      this.routes.put(ref(alias), route);
    });
  }

  static ModelRef ref(String alias) {
    return alias.indexOf('/') < 0 ? new ModelRef(PROVIDER, alias) : ModelRef.of(alias);
  }

  Optional<Route> find(ModelRef ref) {
    return Optional.ofNullable(routes.get(ref));
  }

  /** Returns whether a route names this model. */
  boolean isTarget(ModelRef model) {
    return targets.contains(model);
  }

  Collection<Route> routes() {
    return routes.values();
  }

  /** Returns the aliases in order, without those that take a model's place. */
  List<String> aliases() {
    return routes.keySet().stream()
        .filter(ref -> ref.provider().equals(PROVIDER))
        .map(ModelRef::name)
        .toList();
  }

  /**
   * Returns the capabilities that all targets of a route have. It has no price: its targets have.
   */
  ModelInfo info(ModelRef ref, Route route, Function<ModelRef, ModelInfo> known) {
    List<ModelInfo> targets = route.targets().stream().map(RouteTarget::model).map(known).toList();
    Set<ModelCapability> common = EnumSet.allOf(ModelCapability.class);
    targets.forEach(target -> common.retainAll(target.capabilities()));
    return new ModelInfo(
        ref,
        least(targets, ModelInfo::contextWindow),
        least(targets, ModelInfo::maxOutput),
        null,
        common);
  }

  private static @Nullable Integer least(
      List<ModelInfo> targets, Function<ModelInfo, @Nullable Integer> limit) {
    return targets.stream()
        .map(limit)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .min(Integer::compare)
        .orElse(null);
  }
}
