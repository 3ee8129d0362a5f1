package dev.coda.core.internal.run;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.core.signal.Signals;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles messages of other processes about runs; see {@link RunSignals}. Unknown messages, which a
 * newer version may send, are ignored. Thread-safe.
 */
final class ReceivedSignals implements Signals.Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedSignals.class);

  private final StoredRuns stored;
  private final RunKeeper keeper;
  private final Forwarding forwarding;
  private final RemoteDecisions decisions;
  private final Executor executor;

  ReceivedSignals(
      StoredRuns stored,
      RunKeeper keeper,
      Forwarding forwarding,
      RemoteDecisions decisions,
      Executor executor) {
    this.stored = stored;
    this.keeper = keeper;
    this.forwarding = forwarding;
    this.decisions = decisions;
    this.executor = executor;
  }

  @Override
  public void received(String message) {
    try {
      int end = message.indexOf('\n');
      String[] words = (end < 0 ? message : message.substring(0, end)).split(" ", -1);
      take(words, end < 0 ? "" : message.substring(end + 1));
    } catch (RuntimeException e) {
      LOG.warn("A message of another process about runs was of no use: {}", e.toString());
    }
  }

  @Override
  public void missed() {
    stored.signalsMissed();
  }

  private void take(String[] words, String rest) {
    switch (words[0]) {
      case RunSignals.FOLLOW -> {
        for (int i = 2; i < words.length; i++) {
          forwarding.follow(RunId.of(words[i]), words[1]);
        }
      }
      case RunSignals.EVENTS -> {
        List<RunEvent> events = rest.lines().map(EventCodec::fromJson).toList();
        stored.arrived(RunId.of(words[1]), Long.parseLong(words[2]), events);
      }
      case RunSignals.CHANGED -> stored.changedElsewhere(RunId.of(words[1]));
      case RunSignals.CANCEL -> keeper.heedNow(RunId.of(words[1]));
      // A tool continues what it gets, and need not be quick about it.
      case RunSignals.DECIDE ->
          executor.execute(() -> decisions.take(words[1], words[2], RunId.of(words[3]), rest));
      case RunSignals.DECIDED -> decisions.decided(words[1], rest);
      default -> LOG.debug("Unknown message about runs: {}", words[0]);
    }
  }
}
