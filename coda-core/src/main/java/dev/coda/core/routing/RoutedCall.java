package dev.coda.core.routing;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelRef;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets one answer: calls the targets in order, with retries, until one answers. Confined to one
 * thread at a time.
 */
final class RoutedCall {
  private static final Logger LOG = LoggerFactory.getLogger(RoutedCall.class);

  private final ModelRef asked;
  private final List<Target> order;
  private final @Nullable Duration hedgeAfter;
  private final Dispatch dispatch;
  private final ChatRequest request;
  private final Caller caller;
  private String lastFailure = "";
  private @Nullable String reason;

  /**
   * @param order the candidates' targets in the order of this call
   */
  RoutedCall(
      Candidates candidates,
      List<Target> order,
      Dispatch dispatch,
      ChatRequest request,
      Caller caller) {
    this.asked = candidates.asked();
    this.order = order;
    this.hedgeAfter = candidates.hedgeAfter();
    this.dispatch = dispatch;
    this.request = request;
    this.caller = caller;
  }

  /**
   * Works on the calling thread until the caller has received the response or the failure.
   *
   * @return the model that answered; null if none did
   */
  @Nullable ModelRef run() {
    Outcome outcome;
    try {
      outcome = answer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome = Outcome.cancelled(asked);
    } catch (RuntimeException e) {
      outcome = Outcome.failed(asked, e);
    }
    caller.finish(outcome);
    return outcome.failure() == null ? outcome.by() : null;
  }

  private Outcome answer() throws InterruptedException {
    Outcome last = null;
    for (int i = 0; i < order.size(); i++) {
      Outcome outcome = ask(order.get(i), i + 1);
      if (outcome != null) {
        if (isFinal(outcome)) {
          return outcome;
        }
        // Only the caller can shorten a conversation, so it must learn of that.
        last = last != null && isTooLong(last) ? last : outcome;
      }
    }
    return last == null ? Outcome.failed(asked, leftAlone()) : last;
  }

  private static boolean isTooLong(Outcome outcome) {
    return ModelFailures.kind(Objects.requireNonNull(outcome.failure()))
        == FailureKind.CONTEXT_TOO_LONG;
  }

  /**
   * Calls one target, again if that may help; null if it is skipped for now.
   *
   * @param next the place of the target after it
   */
  private @Nullable Outcome ask(Target target, int next) throws InterruptedException {
    Outcome outcome = null;
    for (int attempt = 1; ; attempt++) {
      Optional<CircuitBreaker.Permit> permit = target.health().breaker().tryAcquire();
      if (permit.isEmpty()) {
        LOG.debug("{}: {} is left alone, its breaker is open", asked, target.ref());
        reason = "breaker_open";
        return outcome;
      }
      if (attempt == 1) {
        target.health().budget().called();
      }
      outcome = attempt(target, permit.get(), next);
      if (isFinal(outcome) || !outcome.by().equals(target.ref())) {
        return outcome;
      }
      Throwable failure = Objects.requireNonNull(outcome.failure());
      if (Verdict.of(failure) != Verdict.RETRY || attempt >= dispatch.retry().maxAttempts()) {
        return outcome;
      }
      Optional<Duration> wait = dispatch.backoff().after(attempt, failure);
      if (wait.isEmpty() || !target.health().budget().trySpend()) {
        return outcome;
      }
      if (!dispatch.clock().sleep(wait.get(), caller.signal())) {
        return Outcome.cancelled(target.ref());
      }
    }
  }

  private Outcome attempt(Target target, CircuitBreaker.Permit permit, int next)
      throws InterruptedException {
    Outcome outcome;
    try {
      caller.started(target.ref(), lastFailure, reason);
    } catch (RuntimeException e) {
      permit.returnWith(CircuitBreaker.Result.NEITHER);
      throw e;
    }
    Executor executor = dispatch.executor();
    if (hedgeAfter == null || executor == null || next == order.size()) {
      outcome =
          new Attempt(target, permit, dispatch.clock(), caller.signal(), caller).call(request);
    } else {
      outcome =
          new HedgedRace(dispatch, executor, request, caller)
              .run(target, permit, hedgeAfter, order.subList(next, order.size()));
    }
    if (caller.broken() != null) {
      outcome = Outcome.failed(target.ref(), Objects.requireNonNull(caller.broken()));
    }
    if (outcome.failure() != null) {
      lastFailure = ModelFailures.kind(outcome.failure()).code();
      reason = lastFailure;
      LOG.debug("{}: {} failed with {}", asked, outcome.by(), lastFailure);
    }
    return outcome;
  }

  private boolean isFinal(Outcome outcome) {
    return outcome.failure() == null
        || caller.broken() != null
        || !caller.canForget()
        || Verdict.of(outcome.failure()) == Verdict.END;
  }

  private ProviderException leftAlone() {
    Instant now = dispatch.clock().instant();
    Duration wait =
        order.stream()
            .flatMap(target -> target.health().breaker().openUntil().stream())
            .min(Comparator.naturalOrder())
            .filter(now::isBefore)
            .map(until -> Duration.between(now, until))
            .orElse(Duration.ZERO);
    return ProviderException.of(
            FailureKind.PROVIDER_UNAVAILABLE,
            asked.provider(),
            "%s is not called now: too many of its last calls failed. Try again in %d s."
                .formatted(asked, wait.plusMillis(999).toSeconds()))
        .retryAfter(wait)
        .build();
  }
}
