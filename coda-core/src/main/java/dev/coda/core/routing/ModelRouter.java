package dev.coda.core.routing;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.FoldedChatModel;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.TokenCounter;
import dev.coda.api.time.TimerClock;
import dev.coda.core.internal.usage.ApproximateTokenCounter;
import dev.coda.core.internal.usage.TokenCorrection;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a reference to a provider's model or to the targets of a route. In both cases a call is
 * retried, and a target that keeps failing is skipped for a while. Thread-safe.
 */
public final class ModelRouter {
  private static final TokenCounter APPROXIMATE = new ApproximateTokenCounter();

  private final Map<String, ModelProvider> providers;
  private final RouteTable routes;
  private final Dispatch dispatch;
  private final Map<ModelRef, TargetHealth> health = new ConcurrentHashMap<>();
  private final Map<ModelRef, TokenCorrection> corrections = new ConcurrentHashMap<>();

  private ModelRouter(Builder builder) {
    this.providers = new LinkedHashMap<>(builder.providers);
    this.routes = new RouteTable(builder.routes, providers.keySet());
    this.dispatch =
        new Dispatch(
            builder.clock, builder.chance, builder.executor, builder.retry, builder.breaker);
    if (builder.executor == null
        && routes.routes().stream().anyMatch(route -> route.hedgeAfter() != null)) {
      throw new ConfigurationException(
          "A route hedges, which needs threads: call executor(…) on the router's builder.");
    }
  }

  /**
   * Creates a router for these providers, whose names must differ. The first model of the first
   * provider is the default.
   *
   * @param providers the providers; their names must differ
   * @return the router
   */
  public static ModelRouter of(ModelProvider... providers) {
    return of(List.of(providers));
  }

  /**
   * Creates a router for these providers, whose names must differ. The first model of the first
   * provider is the default.
   *
   * @param providers the providers; their names must differ
   * @return the router
   */
  public static ModelRouter of(List<? extends ModelProvider> providers) {
    return builder().providers(providers).build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * {@return the models that are available now, in the order of their providers, followed by the
   * routes with at least one target whose provider offers models}
   */
  public List<ModelInfo> models() {
    return models(Map.of());
  }

  /**
   * {@return the models that are available to a user now, in the same order}
   *
   * @param keys the user's own keys by provider name
   */
  public List<ModelInfo> models(Map<String, Credentials> keys) {
    List<ModelInfo> models = new ArrayList<>();
    providers.forEach((name, provider) -> models.addAll(provider.models(keys.get(name))));
    Set<String> ready =
        models.stream().map(model -> model.ref().provider()).collect(Collectors.toSet());
    for (String alias : routes.aliases()) {
      ModelRef ref = RouteTable.ref(alias);
      if (routes.find(ref).stream()
          .flatMap(route -> route.targets().stream())
          .anyMatch(target -> ready.contains(target.model().provider()))) {
        models.add(info(ref));
      }
    }
    return List.copyOf(models);
  }

  /** {@return the names of all providers, those without a key included} */
  public List<String> providers() {
    return List.copyOf(providers.keySet());
  }

  /** {@return the aliases of routes, in order} */
  public List<String> aliases() {
    return routes.aliases();
  }

  /** {@return the first model of the first provider that has one} */
  public Optional<ModelRef> defaultModel() {
    // A route is available only if a provider has models, so routes never come first.
    for (ModelProvider provider : providers.values()) {
      List<ModelInfo> models = provider.models();
      if (!models.isEmpty()) {
        return Optional.of(models.get(0).ref());
      }
    }
    return Optional.empty();
  }

  /**
   * Parses a person's input: an alias, or {@code provider/model}.
   *
   * @param text an alias, or {@code provider/model}
   * @return the model, or the route
   * @throws ProviderException {@code MODEL_NOT_FOUND} if there is no such alias or provider
   */
  public ModelRef resolve(String text) {
    ModelRef ref;
    try {
      ref = RouteTable.ref(text);
    } catch (IllegalArgumentException e) {
      throw notFound("", "A model is written provider/name, or is the alias of a route.");
    }
    if (routes.find(ref).isEmpty()) {
      provider(ref);
    }
    return ref;
  }

  /**
   * {@return the known facts about a model or a route; only its name if the catalogue does not have
   * it}
   *
   * @param ref the model
   */
  public ModelInfo info(ModelRef ref) {
    if (ref.provider().equals(RouteTable.PROVIDER)) {
      Optional<Route> route = routes.find(ref);
      if (route.isPresent()) {
        return routes.info(ref, route.get(), this::info);
      }
    }
    return provider(ref).info(ref.name()).orElseGet(() -> ModelInfo.unknown(ref));
  }

  /** {@return the recent health of the targets that were called} */
  public List<TargetState> states() {
    return health.entrySet().stream().map(entry -> entry.getValue().state(entry.getKey())).toList();
  }

  /**
   * {@return a model ready to be called} For each provider the user's own key is used if there is
   * one; a target without any key is left out.
   *
   * @param ref the model
   * @param credentials keys by provider
   * @throws CodaException {@code MODEL_NOT_FOUND} or {@code AUTHENTICATION} if no target is left
   */
  public RoutedModel model(ModelRef ref, Map<String, Credentials> credentials) {
    Optional<Route> known = routes.find(ref);
    if (known.isEmpty()) {
      Target only = target(ref, 1, credentials.get(ref.provider()));
      return new RoutedModel(this, dispatch, Candidates.only(only));
    }
    Route route = known.get();
    List<Target> targets = new ArrayList<>(route.targets().size());
    CodaException first = null;
    for (RouteTarget target : route.targets()) {
      try {
        ModelRef model = target.model();
        targets.add(target(model, target.weight(), credentials.get(model.provider())));
      } catch (CodaException e) {
        first = first == null ? e : first;
      }
    }
    if (targets.isEmpty() && first != null) {
      throw first;
    }
    return new RoutedModel(
        this,
        dispatch,
        new Candidates(ref, route.policy(), List.copyOf(targets), route.hedgeAfter()));
  }

  /**
   * {@return a model or a route for libraries that use langchain4j's {@link StreamingChatModel},
   * with retries and fallbacks, and with the providers' own keys}
   *
   * @param name {@code provider/model}, or the alias of a route
   * @throws CodaException {@code MODEL_NOT_FOUND} or {@code AUTHENTICATION} if it is not available
   */
  public StreamingChatModel streamingChatModel(String name) {
    return model(resolve(name), Map.of());
  }

  /**
   * {@return a model or a route, as {@link #streamingChatModel} does, for libraries that use
   * langchain4j's blocking {@link ChatModel}}
   *
   * @param name {@code provider/model}, or the alias of a route
   */
  public ChatModel chatModel(String name) {
    return FoldedChatModel.of(streamingChatModel(name));
  }

  private Target target(ModelRef ref, int weight, @Nullable Credentials own) {
    return new Target(
        ref,
        weight,
        InstructedModel.of(provider(ref).model(ref.name(), own)),
        health(ref, own != null));
  }

  /**
   * Results with a user's own key and address do not apply to the application's, so their health is
   * separate. The same holds for a name that no provider lists, since invented names would fill the
   * memory.
   */
  private TargetHealth health(ModelRef ref, boolean ownKey) {
    if (ownKey) {
      return dispatch.newHealth();
    }
    TargetHealth known = health.get(ref);
    if (known != null) {
      return known;
    }
    return isKnown(ref)
        ? health.computeIfAbsent(ref, model -> dispatch.newHealth())
        : dispatch.newHealth();
  }

  /** Returns the token counter of a model, if its provider has one. */
  TokenCounter tokenCounter(ModelRef ref) {
    return provider(ref).tokenCounter(ref.name()).orElse(APPROXIMATE);
  }

  /**
   * Returns the learnt correction of a model's token estimates; none for a model that no provider
   * lists.
   */
  TokenCorrection correction(ModelRef ref) {
    TokenCorrection known = corrections.get(ref);
    if (known != null) {
      return known;
    }
    return isKnown(ref)
        ? corrections.computeIfAbsent(ref, model -> new TokenCorrection())
        : new TokenCorrection();
  }

  private boolean isKnown(ModelRef ref) {
    if (routes.isTarget(ref)) {
      return true;
    }
    for (ModelInfo model : provider(ref).models()) {
      if (model.ref().equals(ref)) {
        return true;
      }
    }
    return false;
  }

  private ModelProvider provider(ModelRef ref) {
    ModelProvider provider = providers.get(ref.provider());
    if (provider != null) {
      return provider;
    }
    String message;
    if (ref.provider().equals(RouteTable.PROVIDER)) {
      message = "There is no route '%s'; ".formatted(ref.name());
      message += aliases().isEmpty() ? "there are none." : "there are " + join(aliases()) + ".";
    } else {
      message = "There is no provider '%s'; there are ".formatted(ref.provider());
      message += join(providers()) + ".";
    }
    throw notFound(ref.provider(), message);
  }

  private static String join(List<String> names) {
    return String.join(", ", names);
  }

  private static ProviderException notFound(String provider, String message) {
    return ProviderException.of(FailureKind.MODEL_NOT_FOUND, provider, message).build();
  }

  /** Collects a router's parts. Confined to one thread at a time. */
  public static final class Builder {
    private final Map<String, ModelProvider> providers = new LinkedHashMap<>();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private RetrySettings retry = RetrySettings.defaults();
    private BreakerSettings breaker = BreakerSettings.defaults();
    private TimerClock clock = TimerClock.system();
    private DoubleSupplier chance = () -> ThreadLocalRandom.current().nextDouble();
    private @Nullable Executor executor;

    private Builder() {}

    /**
     * Adds providers, whose names must differ. The first model of the first provider is the
     * default.
     *
     * @param more those to add
     * @return this builder
     */
    public Builder providers(List<? extends ModelProvider> more) {
      for (ModelProvider provider : more) {
        if (providers.put(provider.name(), provider) != null) {
          throw new IllegalArgumentException("two providers are named '" + provider.name() + "'");
        }
      }
      return this;
    }

    /**
     * Adds providers, whose names must differ. The first model of the first provider is the
     * default.
     *
     * @param more those to add
     * @return this builder
     */
    public Builder providers(ModelProvider... more) {
      return providers(List.of(more));
    }

    /**
     * Adds a route. An alias such as {@code fast} is requested as {@code route/fast}; one such as
     * {@code openai/gpt-5} replaces that model.
     *
     * @param alias the name by which the route is requested
     * @param route the route
     * @return this builder
     */
    public Builder route(String alias, Route route) {
      routes.put(alias, route);
      return this;
    }

    /**
     * Adds the routes of a block of settings, and uses its other settings.
     *
     * @param config the settings
     * @return this builder
     */
    public Builder config(RouterConfig config) {
      routes.putAll(config.routes());
      return retry(config.retry()).breaker(config.breaker());
    }

    /**
     * Sets the retries of a call to one target.
     *
     * @param value the settings
     * @return this builder
     */
    public Builder retry(RetrySettings value) {
      this.retry = value;
      return this;
    }

    /**
     * Sets the circuit breakers, which skip targets that keep failing.
     *
     * @param value the settings
     * @return this builder
     */
    public Builder breaker(BreakerSettings value) {
      this.breaker = value;
      return this;
    }

    /**
     * Sets the time; the machine's by default. A {@link TimerClock} also ends the waits between
     * attempts.
     *
     * @param value the time
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = TimerClock.of(value);
      return this;
    }

    /**
     * Sets the source of random numbers, from 0 inclusive to 1 exclusive.
     *
     * @param value the source
     * @return this builder
     */
    public Builder chance(DoubleSupplier value) {
      this.chance = value;
      return this;
    }

    /**
     * Sets the executor of hedged attempts; required if a route hedges. It must not limit the
     * number of tasks. The router does not close it.
     *
     * @param value the executor of hedged attempts
     * @return this builder
     */
    public Builder executor(Executor value) {
      this.executor = value;
      return this;
    }

    /** {@return the router} */
    public ModelRouter build() {
      return new ModelRouter(this);
    }
  }
}
