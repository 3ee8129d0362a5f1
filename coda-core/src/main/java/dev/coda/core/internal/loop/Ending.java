package dev.coda.core.internal.loop;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.RunStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a turn's run in one transaction, for any reason. */
final class Ending {
  private static final int LONGEST_MESSAGE = 2_000;

  private Ending() {}

  static void completed(Turn turn, String reason) {
    commit(turn, RunStatus.COMPLETED, reason, null);
  }

  /**
   * Ends a run that failed or was stopped.
   *
   * @param interrupted whether its thread was interrupted, which cancels it
   */
  static void failed(Turn turn, Throwable cause, boolean interrupted) {
    Optional<CancelReason> reason = turn.cancelSignal().reason();
    if (reason.isEmpty() && interrupted) {
      commit(turn, RunStatus.CANCELLED, "requested", null);
    } else if (reason.isEmpty()) {
      commit(turn, RunStatus.FAILED, "error", shown(ErrorInfo.from(cause)));
    } else if (reason.get() == CancelReason.DEADLINE) {
      String message = "The run was stopped at its time limit.";
      ErrorInfo error = new ErrorInfo(FailureKind.DEADLINE_EXCEEDED.code(), message);
      commit(turn, RunStatus.FAILED, "deadline_exceeded", error);
    } else {
      String why = reason.get() == CancelReason.SHUTDOWN ? "shutdown" : "requested";
      commit(turn, RunStatus.CANCELLED, why, null);
    }
  }

  /** Texts of providers and tools about a failure can have any length. */
  private static ErrorInfo shown(ErrorInfo error) {
    return new ErrorInfo(error.code(), CleanText.shortened(error.message(), LONGEST_MESSAGE));
  }

  private static void commit(
      Turn turn, RunStatus status, String reason, @Nullable ErrorInfo error) {
    Duration took =
        Duration.between(turn.identity().startedAt(), turn.services().clock().instant());
    RunEnding ending =
        new RunEnding(status, reason, error, took, turn.progress().timeToFirstTokenMs());
    turn.events().commit(turn.events().read(ending::events));
  }
}
