package dev.coda.core.internal.usage;

import dev.coda.api.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the attempts of one model call, to know of those that end without a report what they have
 * said. Most calls end with a report, so that it makes as little as it can before it must. A call
 * may be given up while its model still talks. Thread-safe.
 */
public final class Attempts {
  private List<Cut> takenBack = List.of();

  /** The first piece as it came, which often is all; what follows it is gathered behind. */
  private String first = "";

  private @Nullable StringBuilder all;
  private @Nullable ModelRef asked;
  private @Nullable ModelRef speaker;

  /** Follows a call that has not begun. */
  public Attempts() {}

  /** An attempt that was cut off, with all that came of it. Immutable. */
  public record Cut(ModelRef model, String said) {}

  /** Notes that a model is asked; the one before counts only if it has said anything. */
  public synchronized void started(ModelRef model) {
    asked = model;
  }

  /** Notes text, thoughts or arguments of the model that was asked last. */
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

  /** Notes that what was said does not count. */
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
   * @param stopped whether a model that has said nothing yet was kept from it, rather than failed
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
