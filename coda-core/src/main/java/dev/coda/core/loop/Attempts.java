package dev.coda.core.loop;

import dev.coda.api.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the attempts of one model call, to know of those that end without a report what they have
 * said. Thread-safe: a call may be given up while its model still talks.
 */
final class Attempts {
  private final List<Cut> takenBack = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private @Nullable ModelRef asked;
  private @Nullable ModelRef speaker;

  /** Is an attempt that was cut off, with all that came of it. Immutable. */
  record Cut(ModelRef model, String said) {}

  /** Notes that a model is asked; the one before counts only if it has said anything. */
  synchronized void started(ModelRef model) {
    asked = model;
  }

  /** Notes text, thoughts or arguments of the model that was asked last. */
  synchronized void said(String piece) {
    if (asked != null) {
      speaker = asked;
      asked = null;
    }
    said.append(piece);
  }

  /** Notes that what was said does not count. */
  synchronized void reset() {
    if (speaker != null) {
      takenBack.add(new Cut(speaker, said.toString()));
    }
    speaker = null;
    said.setLength(0);
  }

  /** Ends the call with a whole answer, and returns the attempts before it that were cut off. */
  synchronized List<Cut> answered() {
    List<Cut> cut = List.copyOf(takenBack);
    clear();
    return cut;
  }

  /**
   * Ends the call without an answer, and returns all attempts that were cut off.
   *
   * @param stopped whether a model that has said nothing yet was kept from it, rather than failed
   */
  synchronized List<Cut> broken(boolean stopped) {
    List<Cut> cut = new ArrayList<>(takenBack);
    if (stopped && asked != null) {
      cut.add(new Cut(asked, ""));
    }
    if (speaker != null) {
      cut.add(new Cut(speaker, said.toString()));
    }
    clear();
    return cut;
  }

  private void clear() {
    takenBack.clear();
    said.setLength(0);
    asked = null;
    speaker = null;
  }
}
