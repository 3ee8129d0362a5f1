package dev.coda.core.routing;

import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.TokenCounter;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers for a model or a route, by whichever target can. A call blocks its thread until the
 * handler has heard the response or the error.
 *
 * <p>A {@link dev.coda.api.model.ModelStreamHandler} hears of every attempt, and of what it must
 * forget when one breaks off after its first token. Any other handler cannot forget: once it has
 * heard a token, a failure is reported to it rather than mended. Thread-safe.
 */
public final class RoutedModel implements StreamingChatModel {
  private final ModelRef ref;
  private final ModelRouter router;
  private final RoutePolicy policy;
  private final List<Target> targets;
  private final @Nullable Duration hedgeAfter;
  private final Dispatch dispatch;

  /** The order that every call keeps; null where each call has its own. */
  private final @Nullable AtomicReference<List<Target>> kept;

  private final CountedModel counted;
  private final Runnable beforeCall;

  RoutedModel(
      ModelRef ref, ModelRouter router, Route route, List<Target> targets, Dispatch dispatch) {
    this(ref, router, route.policy(), targets, route.hedgeAfter(), dispatch, null, () -> {});
  }

  private RoutedModel(
      ModelRef ref,
      ModelRouter router,
      RoutePolicy policy,
      List<Target> targets,
      @Nullable Duration hedgeAfter,
      Dispatch dispatch,
      @Nullable AtomicReference<List<Target>> kept,
      Runnable beforeCall) {
    ModelRef first = kept == null ? targets.get(0).ref() : kept.get().get(0).ref();
    this.counted = CountedModel.of(first, router);
    this.ref = ref;
    this.router = router;
    this.policy = policy;
    this.targets = List.copyOf(targets);
    this.hedgeAfter = hedgeAfter;
    this.dispatch = dispatch;
    this.kept = kept;
    this.beforeCall = beforeCall;
  }

  /**
   * Returns this model for the calls of one run. Its targets are put in order now, and a call
   * begins with the target that answered the one before: it has the prompt in its cache, and the
   * state of its own reasoning means nothing to another.
   */
  public RoutedModel forOneRun() {
    return new RoutedModel(
        ref,
        router,
        policy,
        targets,
        hedgeAfter,
        dispatch,
        new AtomicReference<>(order()),
        beforeCall);
  }

  /** Returns this model with an action that runs before each call, on the thread that calls. */
  public RoutedModel beforeCall(Runnable action) {
    return new RoutedModel(ref, router, policy, targets, hedgeAfter, dispatch, kept, action);
  }

  /**
   * Returns the model that the next call asks first. It is sure only for {@link #forOneRun one
   * run}, and as long as the target is not left alone meanwhile.
   */
  public ModelRef first() {
    List<Target> order = order();
    return order.stream()
        .filter(target -> target.health().breaker().state() == BreakerState.CLOSED)
        .findFirst()
        .orElse(order.get(0))
        .ref();
  }

  /** Returns what counts the tokens of a prompt, as the target does that comes first now. */
  public TokenCounter tokenCounter() {
    return counted.counter();
  }

  /**
   * Takes what a prompt was estimated to have by {@link #tokenCounter()}, and what the model that
   * answered says it had, so that later estimates come nearer.
   */
  public void learnTokens(ModelRef answered, long estimated, long reported) {
    if (answered.equals(counted.model())) {
      counted.correction().learn(estimated, reported);
    }
  }

  /** Returns the model or route that was asked for. */
  public ModelRef ref() {
    return ref;
  }

  /** Returns what is known of a model that answered. */
  public ModelInfo info(ModelRef answered) {
    return router.info(answered);
  }

  /** Passes the handler on as it is; langchain4j's own way would hide its cancel signal. */
  @Override
  public void chat(
      ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
    doChat(request, handler);
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    beforeCall.run();
    List<Target> order = order();
    ModelRef answered =
        new RoutedCall(ref, order, hedgeAfter, dispatch, request, new Caller(handler)).run();
    if (kept != null && answered != null && !answered.equals(order.get(0).ref())) {
      kept.set(
          order.stream()
              .sorted(Comparator.comparing(target -> !target.ref().equals(answered)))
              .toList());
    }
  }

  private List<Target> order() {
    return kept == null ? TargetOrder.by(policy, targets, dispatch.chance()) : kept.get();
  }
}
