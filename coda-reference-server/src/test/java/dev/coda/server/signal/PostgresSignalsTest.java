package dev.coda.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.core.signal.Signals;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.RunningServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PostgresSignalsTest {
  private static final String TOPIC = "test";

  private final DatabaseAddress database = RunningServer.shared().bean(DatabaseAddress.class);
  private final PostgresSignals here = PostgresSignals.start(database);
  private final PostgresSignals there = PostgresSignals.start(database);
  private final Listener listener = new Listener();
  private final Listener self = new Listener();

  @BeforeEach
  void listen() {
    there.receive(TOPIC, listener);
    here.receive(TOPIC, self);
    await().until(() -> there.isConnected() && here.isConnected());
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void messagesArriveWholeAndInOrderAndNotAtTheirSender() {
    List<String> sent =
        IntStream.range(0, 500).mapToObj(i -> i + " ünïcode 😀\nanother line '\\").toList();

    sent.forEach(message -> here.broadcast(TOPIC, message));

    await().until(() -> listener.messages.size() == sent.size());
    assertThat(listener.messages).isEqualTo(sent);
    assertThat(self.messages).isEmpty();
  }

  @Test
  void aMessageForOneServerArrivesThereAlone() {
    here.send(there.address(), TOPIC, "for you");
    there.send(here.address(), TOPIC, "and for you");

    await().until(() -> listener.messages.size() == 1 && self.messages.size() == 1);
    assertThat(listener.messages).containsExactly("for you");
    assertThat(self.messages).containsExactly("and for you");
  }

  @Test
  void theLongestMessageArrivesAndALongerOneIsDropped() {
    String longest = "x".repeat(here.maxBytes());

    here.broadcast(TOPIC, longest + "x");
    here.broadcast(TOPIC, longest);

    await().until(() -> listener.messages.size() == 1);
    assertThat(listener.messages).containsExactly(longest);
  }

  @Test
  void aTopicIsForThoseWhoWantIt() {
    here.broadcast("other", "not for you");
    here.broadcast(TOPIC, "for you");

    await().until(() -> listener.messages.size() == 1);
    assertThat(listener.messages).containsExactly("for you");
  }

  @Test
  void aLostConnectionIsOpenedAgainAndSaysThatSomethingMayBeMissing() throws SQLException {
    int missed = listener.missed.get();

    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'coda-signals'");
    }

    await().until(() -> listener.missed.get() > missed);
    await().until(() -> arrives("again"));
  }

  private boolean arrives(String message) {
    here.broadcast(TOPIC, message);
    return listener.messages.contains(message);
  }

  private static final class Listener implements Signals.Receiver {
    final List<String> messages = new CopyOnWriteArrayList<>();
    final AtomicInteger missed = new AtomicInteger();

    @Override
    public void received(String message) {
      messages.add(message);
    }

    @Override
    public void missed() {
      missed.incrementAndGet();
    }
  }
}
