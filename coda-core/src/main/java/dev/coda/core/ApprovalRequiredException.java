package dev.coda.core;

import java.util.List;

/**
 * Reports that a run waits for decisions and no callback is set that decides. The run is stored and
 * continues to wait: decide its approvals, then wait for its {@link Reply#answer()} again.
 * Immutable.
 */
public final class ApprovalRequiredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Reply reply;
  private final transient List<Approval> approvals;

  ApprovalRequiredException(Reply reply, List<Approval> approvals) {
    super(
        "Run %s waits for approval of %s. Answer the exception's approvals(), or set onApproval(…) on the builder."
            .formatted(
                reply.id(), String.join(", ", approvals.stream().map(Approval::tool).toList())));
    this.reply = reply;
    this.approvals = List.copyOf(approvals);
  }

  /** {@return the run that waits} */
  public Reply reply() {
    return reply;
  }

  /** {@return the decisions that it waits for} */
  public List<Approval> approvals() {
    return approvals;
  }
}
