package dev.coda.api.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonNumbers;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.RunId;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that adds to a run: events, and the rows they change. Immutable.
 *
 * @param runId the run
 * @param fence the fence of the writer; a store refuses a fence that is not the run's current one
 * @param events in ascending order of sequence, all higher than the stored ones
 * @param change the rows to write with them: none unless the run begins or ends
 * @param status the run's status after the events
 * @param usage the tokens that it took
 * @param costUsd US dollars so far; null if no price is known
 * @param error the reason for the run's failure; null unless it failed
 */
public record RunCommit(
    RunId runId,
    long fence,
    List<RunEvent> events,
    ProjectionChange change,
    RunStatus status,
    Usage usage,
    @Nullable BigDecimal costUsd,
    @Nullable ErrorInfo error) {

  /** The error of a tool call that was open when its run was ended without its log. */
  public static final String CALL_CLOSED =
      "The run ended before the result of this call was stored.";

  /** Copies the list. */
  public RunCommit {
    events = List.copyOf(events);
  }

  /**
   * Ends a run whose log cannot be read. Only its row is needed: the store closes its open messages
   * and calls.
   *
   * @param run as it is stored
   * @param fence the fence of the writer
   * @param end holds a {@link RunFinished}
   * @return the commit
   */
  public static RunCommit closing(RunRecord run, long fence, RunEvent end) {
    RunFinished finished = (RunFinished) end.payload();
    return new RunCommit(
        run.id(),
        fence,
        List.of(end),
        ProjectionChange.none(),
        finished.status(),
        run.usage(),
        run.costUsd(),
        finished.error());
  }

  /**
   * {@return whether the commit ends its run without writing its rows, so that the store must close
   * the rows that it has}
   */
  public boolean closesRows() {
    return status.isTerminal() && change.messages().isEmpty() && change.toolCalls().isEmpty();
  }

  /**
   * Refuses events whose rows no store could write when the run ends, since it would be too late
   * then.
   *
   * @throws StoreException {@code DATA_REFUSED} if a number in them has too many digits
   */
  public void requireStorable() {
    for (RunEvent event : events) {
      switch (event.kind()) {
        case TOOL_CALL -> requireStorable(((ToolCallRequested) event.payload()).input());
        case TOOL_RESULT -> {
          ToolFinished result = (ToolFinished) event.payload();
          requireStorable(result.output());
          requireStorable(result.evaluation());
        }
        case STEP -> requireStorable(((StepTaken) event.payload()).metadata());
        default -> {
          // The content of other events is in none of the tables.
        }
      }
    }
  }

  private static void requireStorable(@Nullable JsonNode value) {
    Optional<String> path = value == null ? Optional.empty() : JsonNumbers.firstOutOfRange(value);
    if (path.isPresent()) {
      throw new StoreException(
          FailureKind.DATA_REFUSED,
          "The number at '%s' has too many digits to be stored.".formatted(path.get()));
    }
  }

  /**
   * Names the session, unless it has a title.
   *
   * @param title a short line; null for none
   * @return the same commit with this title
   */
  public RunCommit withTitle(@Nullable String title) {
    ProjectionChange titled =
        new ProjectionChange(
            change.messages(), change.toolCalls(), change.thoughts(), change.head(), title);
    return new RunCommit(runId, fence, events, titled, status, usage, costUsd, error);
  }

  /**
   * Creates a commit with the changed rows of a projection to which the events were applied.
   *
   * @param runId the run
   * @param fence the fence of the writer
   * @param events the events, in their order
   * @param projection the state of the run after these events
   * @return the commit
   */
  public static RunCommit of(
      RunId runId, long fence, List<RunEvent> events, RunProjection projection) {
    return new RunCommit(
        runId,
        fence,
        events,
        projection.drain(),
        projection.status(),
        projection.usage(),
        projection.costUsd().orElse(null),
        projection.error().orElse(null));
  }
}
