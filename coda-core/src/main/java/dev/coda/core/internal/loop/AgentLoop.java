package dev.coda.core.internal.loop;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.OutOfMemory;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunProjection;
import dev.coda.api.tool.ClientTool;
import dev.coda.core.internal.telemetry.RunTelemetry;
import dev.coda.core.tools.LeftBehindException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's loop: reason; while the model requests tools, select and execute them, ask people for
 * required approvals, and reason again; then synthesise. A call of a client's tool ends the run
 * early, since its result comes with the next request. The log always gets exactly one terminal
 * event, unless the run waits or belongs to another process.
 *
 * <p>All state is in the turn. Thread-safe.
 */
public final class AgentLoop {
  private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

  private final CompactStep compact = new CompactStep();
  private final ReasonStep reason = new ReasonStep();
  private final SelectToolStep selectTools = new SelectToolStep();
  private final ExecuteToolStep executeTools = new ExecuteToolStep();
  private final AskStep askPeople = new AskStep();
  private final SynthesizeStep synthesize = new SynthesizeStep();

  /**
   * Runs a turn on the calling thread, until it ends or waits for people.
   *
   * @param open the calls that have no result yet; none for a new run
   * @param elsewhere continues the loop on another thread if this one is abandoned because of a
   *     tool
   * @return until when it waits for people; empty if it has ended
   * @throws LeftBehindException if another thread continues
   * @throws OutOfMemoryError after the end of the turn, if the turn failed with it
   * @throws StoreException if the end itself cannot be stored, or another process owns the run
   */
  public Optional<Instant> run(Turn turn, List<OpenCall> open, Consumer<LoopRest> elsewhere)
      throws LeftBehindException {
    return work(
        turn, elsewhere, () -> execute(turn, selectTools.selectAgain(turn, open), elsewhere));
  }

  /** Runs tools, and returns what they were. */
  @FunctionalInterface
  private interface Tools {
    Selection run() throws LeftBehindException;
  }

  private Selection execute(Turn turn, Selection selection, Consumer<LoopRest> elsewhere)
      throws LeftBehindException {
    executeTools.execute(
        turn,
        selection,
        rest ->
            elsewhere.accept(() ->
                work(
                    turn,
                    elsewhere,
                    () -> {
                      rest.run();
                      return selection;
                    })));
    return selection;
  }

  private Optional<Instant> work(Turn turn, Consumer<LoopRest> elsewhere, Tools tools)
      throws LeftBehindException {
    boolean leftBehind = false;
    try {
      return goOn(turn, elsewhere, tools.run());
    } catch (LeftBehindException e) {
      leftBehind = true;
      throw e;
    } catch (Throwable failure) {
      return fail(turn, failure);
    } finally {
      if (!leftBehind) {
        RunTelemetry.usage(turn.span(), turn.events().read(RunProjection::usage));
        turn.span().end();
      }
    }
  }

  private Optional<Instant> goOn(Turn turn, Consumer<LoopRest> elsewhere, Selection executed)
      throws LeftBehindException, InterruptedException {
    if (turn.context().compactsOnly()) {
      compact.asked(turn);
      Ending.completed(turn, "stop");
      return Optional.empty();
    }
    Selection selection = executed;
    while (true) {
      Optional<Instant> waits = askPeople.ask(turn, selection.calls());
      if (waits.isPresent()) {
        return waits;
      }
      if (selection.isLeftToClient()) {
        Ending.completed(turn, ClientTool.FINISH_REASON);
        return Optional.empty();
      }
      int firstPart = turn.progress().parts();
      Reply reply = reason.ask(turn);
      if (!reply.calls().isEmpty()) {
        selection = execute(turn, selectTools.select(turn, reply), elsewhere);
      } else if (AnswerCheck.accepts(turn, reply, firstPart)) {
        synthesize.finish(turn, reply);
        return Optional.empty();
      } else {
        selection = Selection.NONE;
      }
    }
  }

  /**
   * Ends the run of a turn that cannot continue, or could not begin.
   *
   * @return empty, since it does not wait
   * @throws StoreException if the end cannot be stored, or another process owns the run
   */
  public Optional<Instant> fail(Turn turn, Throwable failure) {
    end(turn, failure);
    return Optional.empty();
  }

  private static void end(Turn turn, Throwable failure) {
    if (failure instanceof StoreException store && store.kind() == FailureKind.FENCED) {
      throw store;
    }
    if (!turn.cancelSignal().isCancelled()) {
      LOG.warn("Run {} failed", turn.identity().runId(), failure);
      RunTelemetry.failed(turn.span(), ErrorInfo.from(failure).code());
    }
    // A store may refuse to write for a thread that is interrupted.
    boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
    try {
      Ending.failed(turn, failure, interrupted);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      OutOfMemory.rethrow(failure);
    }
  }
}
