package dev.coda.core.internal.loop;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the parts and steps of the message in the making. Thread-safe. */
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

  /** Counts on from where a run stands. */
  public static Progress from(ResumePoint point) {
    return new Progress(point);
  }

  /** Takes the index of the next part of the message. */
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

  /** Takes the number of the next step of the chain of thought, from 1. */
  int nextStep() {
    return steps.incrementAndGet();
  }

  /** Returns the tool calls that were asked for, to tell which of them are asked for again. */
  RepeatedCalls repeated() {
    return repeated;
  }

  /** Notes what was recalled for this turn, empty for nothing. */
  void recalled(String text) {
    recalled = text;
  }

  /** Returns what was recalled; null before that was tried. */
  @Nullable String recalled() {
    return recalled;
  }

  /** Notes when the first token came; later ones change nothing. */
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
