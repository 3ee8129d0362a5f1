package dev.coda.core.internal.usage;

import dev.coda.api.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the attempts of one model call, so that the output of attempts that end without a usage
 * report is known. Most calls end with a report, so most of the work is done only when it is
 * needed. A call may be abandoned while its model still sends output. Thread-safe.
 */
public final class Attempts {
  private List<Cut> takenBack = List.of();

  /**
   * The first piece as it was received, which is often the only one; later ones are collected
   * separately.
   */
  private String first = "";

  private @Nullable StringBuilder all;
  private @Nullable ModelRef asked;
  private @Nullable ModelRef speaker;

  /** Creates a record for a call that has not begun. */
  public Attempts() {}

  /** An attempt that was cut off, with its output. Immutable. */
  public record Cut(ModelRef model, String said) {}

  /** Records a model call; the previous one counts only if it produced output. */
  public synchronized void started(ModelRef model) {
    asked = model;
  }

  /** Records text, thoughts or arguments of the latest model call. */
  public synchronized void said(String piece) {
    if (asked != null) {
      speaker = asked;
      asked = null;
    }
    if (all != null) {
      all.append(piece);
    } else if (first.isEmpty()) {
      first = piece;
    } else {
      all = new StringBuilder(first).append(piece);
    }
  }

  /** Records that the output so far does not count. */
  public synchronized void reset() {
    if (speaker != null) {
      takenBack = with(new Cut(speaker, text()));
    }
    forget();
  }

  /** Ends the call with a whole answer, and returns the attempts before it that were cut off. */
  public synchronized List<Cut> answered() {
    List<Cut> cut = takenBack;
    end();
    return cut;
  }

  /**
   * Ends the call without an answer, and returns all attempts that were cut off.
   *
   * @param stopped whether a model without output was stopped; false if it failed
   */
  public synchronized List<Cut> broken(boolean stopped) {
    if (stopped && asked != null) {
      takenBack = with(new Cut(asked, ""));
    }
    if (speaker != null) {
      takenBack = with(new Cut(speaker, text()));
    }
    return answered();
  }

  private List<Cut> with(Cut latest) {
    List<Cut> longer = new ArrayList<>(takenBack);
    longer.add(latest);
    return longer;
  }

  private String text() {
    return all == null ? first : all.toString();
  }

  private void forget() {
    speaker = null;
    first = "";
    all = null;
  }

  private void end() {
    takenBack = List.of();
    asked = null;
    forget();
  }
}
