package dev.coda.core.internal.loop;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the parts and steps of the message that the run writes. Thread-safe. */
public final class Progress {
  private final AtomicInteger parts;
  private final AtomicInteger steps;
  private final RepeatedCalls repeated = new RepeatedCalls();
  private volatile @Nullable Long timeToFirstTokenMs;
  private volatile @Nullable String recalled;

  private Progress(ResumePoint from) {
    this.parts = new AtomicInteger(from.part());
    this.steps = new AtomicInteger(from.steps());
    this.timeToFirstTokenMs = from.timeToFirstTokenMs();
    from.settled().forEach(call -> repeated.ask(call.toolName(), call.input()));
  }

  /** Continues the counters of a run. */
  public static Progress from(ResumePoint point) {
    return new Progress(point);
  }

  /** Returns the index of the next part of the message, and advances it. */
  int nextPart() {
    return parts.getAndIncrement();
  }

  /** Returns how many parts there are. */
  int parts() {
    return parts.get();
  }

  /** Forgets parts from this index on. */
  void resetParts(int count) {
    parts.set(count);
  }

  /** Returns the number of the next step of the chain of thought, from 1, and advances it. */
  int nextStep() {
    return steps.incrementAndGet();
  }

  /** Returns the tool calls so far, to recognise repeated ones. */
  RepeatedCalls repeated() {
    return repeated;
  }

  /** Records the messages recalled for this turn; empty for none. */
  void recalled(String text) {
    recalled = text;
  }

  /** Returns what was recalled; null before that was tried. */
  @Nullable String recalled() {
    return recalled;
  }

  /** Records the time of the first token; later ones are ignored. */
  void firstToken(long millis) {
    if (timeToFirstTokenMs == null) {
      timeToFirstTokenMs = millis;
    }
  }

  /** Returns milliseconds from the start of the run to its first token; null if none came. */
  @Nullable Long timeToFirstTokenMs() {
    return timeToFirstTokenMs;
  }
}
