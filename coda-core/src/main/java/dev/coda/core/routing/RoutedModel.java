package dev.coda.core.routing;

import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.TokenCounter;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A model or a route whose calls are answered by the first target that can. A call blocks its
 * thread until the handler has received the response or the error.
 *
 * <p>A {@link dev.coda.api.model.ModelStreamHandler} receives every attempt, and a reset if an
 * attempt is cut off after its first token. Other handlers cannot withdraw text: after the first
 * token, a failure is reported to them instead of being retried. Thread-safe.
 */
public final class RoutedModel implements StreamingChatModel {
  private final ModelRouter router;
  private final Dispatch dispatch;
  private final Candidates candidates;

  /** The fixed order of targets for all calls; null if each call has its own. */
  private final @Nullable AtomicReference<List<Target>> kept;

  private final Runnable beforeCall;

  /** Created when tokens are counted first. */
  private volatile @Nullable CountedModel counted;

  RoutedModel(ModelRouter router, Dispatch dispatch, Candidates candidates) {
    this(router, dispatch, candidates, null, () -> {});
  }

  private RoutedModel(
      ModelRouter router,
      Dispatch dispatch,
      Candidates candidates,
      @Nullable AtomicReference<List<Target>> kept,
      Runnable beforeCall) {
    this.router = router;
    this.dispatch = dispatch;
    this.candidates = candidates;
    this.kept = kept;
    this.beforeCall = beforeCall;
  }

  /**
   * {@return this model for the calls of one run} The order of its targets is decided now. Each
   * call begins with the target that answered the previous call, since this target has the prompt
   * in its cache, and another target cannot use the state of its reasoning.
   */
  public RoutedModel forOneRun() {
    return new RoutedModel(
        router, dispatch, candidates, new AtomicReference<>(order()), beforeCall);
  }

  /**
   * {@return this model with an action that runs before each call, on the calling thread}
   *
   * @param action the action
   */
  public RoutedModel beforeCall(Runnable action) {
    return new RoutedModel(router, dispatch, candidates, kept, action);
  }

  /**
   * {@return the model that the next call uses first} This is certain only for {@link #forOneRun
   * one run}, and only if the target is not skipped meanwhile.
   */
  public ModelRef first() {
    List<Target> order = order();
    for (Target target : order) {
      if (target.health().breaker().state() == BreakerState.CLOSED) {
        return target.ref();
      }
    }
    return order.get(0).ref();
  }

  /** {@return the token counter for prompts of the target that comes first now} */
  public TokenCounter tokenCounter() {
    return counted().counter();
  }

  /**
   * Improves later estimates, from the tokens of a prompt that {@link #tokenCounter()} estimated
   * and those that the model reported.
   *
   * @param answered the model that answered
   * @param estimated the number of estimated tokens
   * @param reported the number of tokens that the provider reported
   */
  public void learnTokens(ModelRef answered, long estimated, long reported) {
    CountedModel model = counted();
    if (answered.equals(model.model())) {
      model.correction().learn(estimated, reported);
    }
  }

  private CountedModel counted() {
    CountedModel known = counted;
    return known == null ? count() : known;
  }

  /** Makes the counter once, since it must be the one whose correction learns. */
  private synchronized CountedModel count() {
    CountedModel known = counted;
    if (known == null) {
      Target first = kept == null ? candidates.targets().get(0) : kept.get().get(0);
      known = CountedModel.of(first.ref(), router);
      counted = known;
    }
    return known;
  }

  /** {@return the requested model or route} */
  public ModelRef ref() {
    return candidates.asked();
  }

  /**
   * {@return the known facts about a model that answered}
   *
   * @param answered the model that answered
   */
  public ModelInfo info(ModelRef answered) {
    return router.info(answered);
  }

  /** Reports the capabilities of the model that the next call uses first. */
  @Override
  public Set<Capability> supportedCapabilities() {
    return order().get(0).model().supportedCapabilities();
  }

  /** Passes the handler on unchanged; langchain4j's own method would hide its cancel signal. */
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
        new RoutedCall(candidates, order, dispatch, request, new Caller(handler)).run();
    if (kept != null && answered != null && !answered.equals(order.get(0).ref())) {
      kept.set(
          order.stream()
              .sorted(Comparator.comparing(target -> !target.ref().equals(answered)))
              .toList());
    }
  }

  private List<Target> order() {
    return kept == null
        ? TargetOrder.by(candidates.policy(), candidates.targets(), dispatch.chance())
        : kept.get();
  }
}
