package dev.coda.core.internal.loop;

import dev.coda.api.message.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run at the end of its log. It depends only on the log. Immutable.
 *
 * @param part the index after the last finished step: later parts of the message were still being
 *     written when the run was cut off, and do not count
 * @param open the calls of the last reply without a result; while there are any, no text is lost
 * @param settled the calls with a result
 * @param steps thoughts so far
 * @param timeToFirstTokenMs null if no token came
 */
public record ResumePoint(
    int part,
    List<OpenCall> open,
    List<ToolCall> settled,
    int steps,
    @Nullable Long timeToFirstTokenMs) {
  /** The state in which every run begins. */
  public static final ResumePoint START = new ResumePoint(0, List.of(), List.of(), 0, null);

  public ResumePoint {
    open = List.copyOf(open);
    settled = List.copyOf(settled);
  }
}
