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
 * Answers for a model or a route, by whichever target can. A call blocks its thread until the
 * handler has received the response or the error.
 *
 * <p>A {@link dev.coda.api.model.ModelStreamHandler} learns of every attempt, and of what it must
 * forget when one breaks off after its first token. Any other handler cannot forget: once it has
 * heard a token, a failure is reported to it rather than mended. Thread-safe.
 */
public final class RoutedModel implements StreamingChatModel {
  private final ModelRouter router;
  private final Dispatch dispatch;
  private final Candidates candidates;

  /** The order that every call keeps; null where each call has its own. */
  private final @Nullable AtomicReference<List<Target>> kept;

  private final Runnable beforeCall;

  /** Made when somebody counts. */
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
   * {@return this model for the calls of one run} Its targets are put in order now, and a call
   * begins with the target that answered the one before: it has the prompt in its cache, and the
   * state of its own reasoning means nothing to another.
   */
  public RoutedModel forOneRun() {
    return new RoutedModel(
        router, dispatch, candidates, new AtomicReference<>(order()), beforeCall);
  }

  /**
   * {@return this model with an action that runs before each call, on the thread that calls}
   *
   * @param action what to run
   */
  public RoutedModel beforeCall(Runnable action) {
    return new RoutedModel(router, dispatch, candidates, kept, action);
  }

  /**
   * {@return the model that the next call asks first} It is sure only for {@link #forOneRun one
   * run}, and as long as the target is not left alone meanwhile.
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

  /** {@return what counts the tokens of a prompt, as the target does that comes first now} */
  public TokenCounter tokenCounter() {
    return counted().counter();
  }

  /**
   * Takes what a prompt was estimated to have by {@link #tokenCounter()}, and what the model that
   * answered says it had, so that later estimates come nearer.
   *
   * @param answered the model that answered
   * @param estimated how many tokens were estimated
   * @param reported how many tokens the provider reported
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

  /** {@return the model or route that was asked for} */
  public ModelRef ref() {
    return candidates.asked();
  }

  /**
   * {@return what is known of a model that answered}
   *
   * @param answered the model that answered
   */
  public ModelInfo info(ModelRef answered) {
    return router.info(answered);
  }

  /** Reports what the model can do that the next call asks first. */
  @Override
  public Set<Capability> supportedCapabilities() {
    return order().get(0).model().supportedCapabilities();
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
