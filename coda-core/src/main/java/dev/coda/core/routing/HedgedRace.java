package dev.coda.core.routing;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a second target when the first one takes long, and keeps the one that answers first.
 *
 * <p>Everything that happens is reported to the thread that made the call; only that thread chooses
 * the winner and calls the caller's handler. Confined to one thread at a time.
 */
final class HedgedRace implements Attempt.Voice {
  private final Dispatch dispatch;
  private final Executor executor;
  private final ChatRequest request;
  private final Caller caller;
  private final BlockingQueue<News> inbox = new LinkedBlockingQueue<>();
  private final List<Attempt> contenders = new ArrayList<>();
  private int running;
  private @Nullable Attempt winner;
  private @Nullable Outcome failure;

  HedgedRace(Dispatch dispatch, Executor executor, ChatRequest request, Caller caller) {
    this.dispatch = dispatch;
    this.executor = executor;
    this.request = request;
    this.caller = caller;
  }

  /** A report of a contender's thread, the timer or a cancel. */
  private sealed interface News {}

  private record Said(Attempt by, Runnable toCaller) implements News {}

  private record Ended(Attempt by, Outcome outcome) implements News {}

  private record Due() implements News {}

  private record Cancelled() implements News {}

  /** Receives the output of a contender, on the contender's thread. */
  @Override
  public <T> void say(Attempt from, BiConsumer<StreamingChatResponseHandler, T> method, T piece) {
    inbox.add(new Said(from, () -> caller.say(from, method, piece)));
  }

  /** Races for the first token. The first target's attempt has been announced already. */
  Outcome run(Target first, CircuitBreaker.Permit permit, Duration delay, List<Target> others)
      throws InterruptedException {
    CancelSignal timer = CancelSignal.create();
    try (CancelSignal.Registration cancel =
        caller.signal().onCancel(() -> inbox.add(new Cancelled()))) {
      start(first, permit);
      executor.execute(() -> announceDelay(delay, timer));
      Outcome outcome = null;
      while (outcome == null) {
        outcome = hear(inbox.take(), first, others);
      }
      return outcome;
    } finally {
      timer.cancel(CancelReason.REQUESTED);
      contenders.forEach(Attempt::abandon);
    }
  }

  private @Nullable Outcome hear(News news, Target first, List<Target> others) {
    if (news instanceof Said said) {
      heard(said);
      return null;
    }
    if (news instanceof Ended ended) {
      return ended(ended);
    }
    if (news instanceof Due) {
      if (winner == null) {
        startRival(others);
      }
      return null;
    }
    contenders.forEach(contender -> contender.signal().cancel(CancelReason.REQUESTED));
    return Outcome.cancelled(first.ref());
  }

  private void heard(Said said) {
    if (winner == null) {
      win(said.by());
    }
    if (winner == said.by() && !said.by().signal().isCancelled()) {
      try {
        said.toCaller().run();
      } catch (RuntimeException | Error e) {
        // The caller remembers what it threw; the attempt only has to end.
        said.by().signal().cancel(CancelReason.REQUESTED);
      }
    }
  }

  private @Nullable Outcome ended(Ended ended) {
    running--;
    Outcome outcome = ended.outcome();
    if (winner == null && outcome.failure() == null) {
      win(ended.by());
    }
    if (winner == ended.by()) {
      return outcome;
    }
    if (winner != null || outcome.failure() == null) {
      return null;
    }
    // Even if one target rejects the request, the other may still answer it. In the end the first
    // target's failure counts: the call continues from it.
    if (failure == null || ended.by() == contenders.get(0)) {
      failure = outcome;
    }
    return running == 0 ? failure : null;
  }

  private void win(Attempt contender) {
    winner = contender;
    if (contender != contenders.get(0)) {
      caller.started(contender.model(), "", "slow");
    }
    contenders.stream().filter(other -> other != contender).forEach(Attempt::abandon);
  }

  private void startRival(List<Target> others) {
    for (Target other : others) {
      CircuitBreaker.Permit permit = other.health().breaker().tryAcquire().orElse(null);
      if (permit != null) {
        try {
          start(other, permit);
        } catch (RejectedExecutionException e) {
          // No thread is available: only the first target continues.
        }
        return;
      }
    }
  }

  private void start(Target target, CircuitBreaker.Permit permit) {
    Attempt attempt = new Attempt(target, permit, dispatch.clock(), caller.signal(), this);
    try {
      executor.execute(() -> inbox.add(new Ended(attempt, attempt.call(request))));
    } catch (RejectedExecutionException e) {
      permit.returnWith(CircuitBreaker.Result.NEITHER);
      throw e;
    }
    contenders.add(attempt);
    running++;
  }

  private void announceDelay(Duration delay, CancelSignal timer) {
    try {
      if (dispatch.clock().sleep(delay, timer)) {
        inbox.add(new Due());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
