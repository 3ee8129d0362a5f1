package dev.coda.core;

import dev.coda.api.agent.Run;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * A run that was started: to stream it, wait for it, decide its approvals, or cancel it. The run
 * continues even without a reference to its reply, and {@link Coda#reply} finds it again.
 * Thread-safe.
 */
public final class Reply {
  private final Coda coda;
  private final UserId user;
  private final Run run;

  Reply(Coda coda, UserId user, Run run) {
    this.coda = coda;
    this.user = user;
    this.run = run;
  }

  /** {@return the run's id, with which any process with the same stores can find it} */
  public RunId id() {
    return run.id();
  }

  /** {@return the run itself, with its events} */
  public Run run() {
    return run;
  }

  /**
   * Waits for the answer.
   *
   * @return the answer
   * @throws RunFailedException if the run failed or was cancelled
   * @throws ApprovalRequiredException if it waits for a decision and the agent has no {@code
   *     onApproval}
   * @throws IllegalStateException if the thread is interrupted; its flag is set then, and the run
   *     continues
   */
  public Answer answer() {
    return new ReplyFold(coda, this, piece -> {}).answer();
  }

  /**
   * Streams the text on the calling thread from its beginning, and returns the answer at its end.
   *
   * @param listener receives the text as it is written
   * @return the answer
   * @throws RunFailedException see {@link #answer()}
   * @throws ApprovalRequiredException see {@link #answer()}
   */
  public Answer onText(TextListener listener) {
    return new ReplyFold(coda, this, listener).answer();
  }

  /** {@return a future of {@link #answer()}, which waits on the agent's executor} */
  public CompletableFuture<Answer> future() {
    return CompletableFuture.supplyAsync(this::answer, coda.engine().executor());
  }

  /**
   * Waits until the run needs decisions or has ended.
   *
   * @return the decisions that it waits for; empty if it has ended
   */
  public List<Approval> approvals() {
    Map<CallId, Approval> asked = new LinkedHashMap<>();
    for (RunEvent event : run) {
      if (event.payload() instanceof ApprovalRequired request) {
        asked.put(request.callId(), new Approval(run, request));
      } else if (event.payload() instanceof RunPaused paused && isWaiting(event)) {
        return open(paused, asked);
      }
    }
    return List.of();
  }

  boolean isWaiting(RunEvent pause) {
    return coda.isWaiting(user, pause);
  }

  static List<Approval> open(RunPaused paused, Map<CallId, Approval> asked) {
    List<Approval> open = new ArrayList<>();
    paused
        .interrupts()
        .forEach(interrupt -> {
          Approval approval = asked.get(interrupt.callId());
          if (approval != null) {
            open.add(approval);
          }
        });
    return open;
  }

  /**
   * Asks the run to stop, wherever it is active.
   *
   * @return false if it has ended already
   */
  public boolean cancel() {
    return run.cancel();
  }

  /**
   * Publishes the run's events as server-sent events, each subscriber at its own pace.
   *
   * @param after the last sequence number that the client has; 0 for all
   * @return a publisher for any number of subscribers
   */
  public Flow.Publisher<ServerSentEvent> serverSentEvents(long after) {
    return new MappedPublisher<>(run.publisher(after), ServerSentEvent::of);
  }

  @Override
  public String toString() {
    return "Reply[" + id() + "]";
  }
}
