package dev.coda.server.signal;

import dev.coda.core.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes messages that arrive to those who wait for their topic. On the way a message has a line
 * with its sender and its topic before it. Thread-safe.
 */
final class Receivers {
  /** The most bytes of the line before a message. */
  static final int HEADER_BYTES = 80;

  private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);

  private final String address = UUID.randomUUID().toString().replace("-", "");
  private final Map<String, List<Signals.Receiver>> byTopic = new ConcurrentHashMap<>();

  /** Returns the name of this process. */
  String address() {
    return address;
  }

  Signals.Subscription add(String topic, Signals.Receiver receiver) {
    List<Signals.Receiver> receivers =
        byTopic.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>());
    receivers.add(receiver);
    return () -> receivers.remove(receiver);
  }

  /** Returns a message as it is sent. */
  String wrap(String topic, String message) {
    return address + " " + topic + "\n" + message;
  }

  /** Passes a message on, unless this process has sent it. */
  void received(String wrapped) {
    int space = wrapped.indexOf(' ');
    int end = wrapped.indexOf('\n');
    if (space < 0 || end < space) {
      LOG.debug("A message without a header was ignored");
      return;
    }
    if (!wrapped.substring(0, space).equals(address)) {
      String message = wrapped.substring(end + 1);
      byTopic
          .getOrDefault(wrapped.substring(space + 1, end), List.of())
          .forEach(receiver -> pass(receiver, each -> each.received(message)));
    }
  }

  /** Notifies all receivers that messages may have been lost. */
  void missed() {
    byTopic
        .values()
        .forEach(
            receivers -> receivers.forEach(receiver -> pass(receiver, Signals.Receiver::missed)));
  }

  private static void pass(Signals.Receiver receiver, Consumer<Signals.Receiver> news) {
    try {
      news.accept(receiver);
    } catch (RuntimeException e) {
      LOG.error("A message of another server was of no use", e);
    }
  }
}
