package dev.coda.core;

import dev.coda.core.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Signals between agents of one test, which can lose messages. */
final class SignalHub implements AutoCloseable {
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private volatile int maxBytes = 7_000;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> lost = message -> false;

  /** Returns the signals of one more process. */
  Signals join() {
    Member member = new Member("p" + (members.size() + 1));
    members.add(member);
    return member;
  }

  /** Sets the most bytes of a message. */
  void maxBytes(int bytes) {
    maxBytes = bytes;
  }

  /** Loses the messages from now on of which this is true. */
  void lose(Predicate<String> which) {
    lost = which;
  }

  /** Returns how many messages of a kind were sent, those that were lost included. */
  long sent(String kind) {
    return sent.stream().filter(message -> message.startsWith(kind)).count();
  }

  @Override
  public void close() {
    members.forEach(member -> member.thread.shutdownNow());
  }

  private final class Member implements Signals {
    private final String address;
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
    private final ExecutorService thread =
        Executors.newSingleThreadExecutor(task -> {
          Thread created = new Thread(task, "signals");
          created.setDaemon(true);
          return created;
        });

    Member(String address) {
      this.address = address;
    }

    @Override
    public String address() {
      return address;
    }

    @Override
    public int maxBytes() {
      return maxBytes;
    }

    @Override
    public void broadcast(String topic, String message) {
      members.stream().filter(other -> other != this).forEach(other -> other.take(topic, message));
    }

    @Override
    public void send(String to, String topic, String message) {
      members.stream()
          .filter(other -> other.address.equals(to))
          .forEach(other -> other.take(topic, message));
    }

    @Override
    public Subscription receive(String topic, Receiver receiver) {
      receivers.put(topic, receiver);
      return () -> receivers.remove(topic);
    }

    private void take(String topic, String message) {
      sent.add(message);
      if (lost.test(message) || thread.isShutdown()) {
        return;
      }
      thread.execute(() -> {
        Receiver receiver = receivers.get(topic);
        if (receiver != null) {
          receiver.received(message);
        }
      });
    }
  }
}
