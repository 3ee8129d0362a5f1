package dev.coda.core.internal.run;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.core.signal.Signals;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The messages between processes about runs. A message begins with a line of words, the first of
 * which is its kind; JSON may follow, one object on each line. Thread-safe.
 */
final class RunSignals {
  static final String TOPIC = "runs";
  static final String FOLLOW = "follow";
  static final String EVENTS = "events";
  static final String CHANGED = "changed";
  static final String CANCEL = "cancel";
  static final String DECIDE = "decide";
  static final String DECIDED = "decided";

  /** The most runs that one message names: an id has 36 characters, a message some thousands. */
  private static final int RUNS_AT_ONCE = 100;

  private final Signals signals;

  RunSignals(Signals signals) {
    this.signals = signals;
  }

  /** Returns whether there may be other processes. */
  boolean reachOthers() {
    return signals.maxBytes() > 0;
  }

  Signals.Subscription receive(Signals.Receiver receiver) {
    return signals.receive(TOPIC, receiver);
  }

  /**
   * Notifies the other processes that there are viewers of these runs here, to be repeated while
   * there are.
   */
  void follow(Collection<RunId> runs) {
    if (!reachOthers()) {
      return;
    }
    List<RunId> all = List.copyOf(runs);
    for (int from = 0; from < all.size(); from += RUNS_AT_ONCE) {
      StringBuilder message = new StringBuilder(FOLLOW).append(' ').append(signals.address());
      all.subList(from, Math.min(all.size(), from + RUNS_AT_ONCE))
          .forEach(run -> message.append(' ').append(run));
      signals.broadcast(TOPIC, message.toString());
    }
  }

  /** Notifies the other processes that the store has news of a run. */
  void changed(RunId run) {
    signals.broadcast(TOPIC, CHANGED + " " + run);
  }

  /** Notifies one process that the store has news of a run. */
  void changed(String to, RunId run) {
    signals.send(to, TOPIC, CHANGED + " " + run);
  }

  /** Notifies the other processes that the store has a cancel request for a run. */
  void cancel(RunId run) {
    signals.broadcast(TOPIC, CANCEL + " " + run);
  }

  /** Asks the others for a process in which a call waits for this decision. */
  void decide(String request, RunId run, String decision) {
    signals.broadcast(
        TOPIC, DECIDE + " " + request + " " + signals.address() + " " + run + "\n" + decision);
  }

  /** Returns whether a decision is short enough to be sent. */
  boolean fits(String decision) {
    return decision.getBytes(StandardCharsets.UTF_8).length < signals.maxBytes() - 200;
  }

  /** Answers what another process asked. */
  void decided(String to, String request, String outcome) {
    signals.send(to, TOPIC, DECIDED + " " + request + "\n" + outcome);
  }

  /**
   * Sends events of a run that is active here, which need not be stored yet. Instead of an event
   * that is too long, which is therefore stored, the other process is notified to read the store.
   *
   * @param fence the run's lease, by which a process that has lost it is recognised
   */
  void events(String to, RunId run, long fence, List<RunEvent> events) {
    String head = EVENTS + " " + run + " " + fence;
    StringBuilder message = new StringBuilder(head);
    int bytes = head.length();
    for (RunEvent event : events) {
      byte[] json = EventCodec.toBytes(event);
      if (bytes + json.length + 1 > signals.maxBytes()) {
        sendIfAny(to, head, message);
        message.setLength(head.length());
        bytes = head.length();
      }
      if (bytes + json.length + 1 > signals.maxBytes()) {
        changed(to, run);
      } else {
        message.append('\n').append(new String(json, StandardCharsets.UTF_8));
        bytes += json.length + 1;
      }
    }
    sendIfAny(to, head, message);
  }

  private void sendIfAny(String to, String head, StringBuilder message) {
    if (message.length() > head.length()) {
      signals.send(to, TOPIC, message.toString());
    }
  }
}
