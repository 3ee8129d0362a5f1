package dev.coda.server.signal;

import dev.coda.server.database.DatabaseAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages by PostgreSQL's {@code LISTEN} and {@code NOTIFY}, on two connections of their own: no
 * transaction of a run carries a notification. Messages that were asked for meanwhile are sent
 * together. A lost connection is opened again; what is sent until then is lost. Thread-safe.
 */
final class PostgresSignals implements ServerSignals {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);

  /** PostgreSQL takes less than 8000 bytes. */
  private static final int MOST_BYTES = 7_999 - Receivers.HEADER_BYTES;

  private static final int MOST_WAITING = 2_000;
  private static final int MOST_AT_ONCE = 200;
  private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

  /** A connection that is silent for this long is tried. */
  private static final int SILENCE_MILLIS = 5_000;

  private static final String NOTIFY =
      "SELECT pg_notify(m.channel, m.body) FROM unnest(?::text[], ?::text[]) AS m(channel, body)";

  private final DatabaseAddress database;
  private final String channel;
  private final Receivers receivers = new Receivers();
  private final BlockingQueue<Message> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable Connection listening;
  private volatile @Nullable Connection sending;
  private volatile boolean connected;

  private PostgresSignals(DatabaseAddress database) {
    this.database = database;
    // Installations that share a database are distinguished by their schema.
    this.channel = "coda_" + Integer.toHexString(database.schema().hashCode());
  }

  private record Message(String channel, String text) {}

  /** Starts to connect, in the background. */
  static PostgresSignals start(DatabaseAddress database) {
    PostgresSignals signals = new PostgresSignals(database);
    signals.threads.add(
        Thread.ofPlatform().daemon().name("signals-in").start(signals::receiveMessages));
    signals.threads.add(
        Thread.ofPlatform().daemon().name("signals-out").start(signals::sendMessages));
    return signals;
  }

  @Override
  public String address() {
    return receivers.address();
  }

  @Override
  public int maxBytes() {
    return MOST_BYTES;
  }

  @Override
  public void broadcast(String topic, String message) {
    offer(channel, topic, message);
  }

  @Override
  public void send(String address, String topic, String message) {
    offer(channel(address), topic, message);
  }

  @Override
  public Subscription receive(String topic, Receiver receiver) {
    return receivers.add(topic, receiver);
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public void close() {
    closed.countDown();
    threads.forEach(Thread::interrupt);
    // A thread that reads from a socket does not notice an interrupt.
    disconnect(listening);
    disconnect(sending);
  }

  private String channel(String address) {
    return channel + "_" + address;
  }

  private void offer(String to, String topic, String message) {
    if (message.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
        || !outgoing.offer(new Message(to, receivers.wrap(topic, message)))) {
      LOG.debug("A message of {} was dropped", topic);
    }
  }

  private void receiveMessages() {
    while (isOpen()) {
      try (Connection connection = connect()) {
        listening = connection;
        try (Statement statement = connection.createStatement()) {
          statement.execute("LISTEN " + channel);
          statement.execute("LISTEN " + channel(address()));
        }
        connected = true;
        receivers.missed();
        receiveMessages(connection);
      } catch (SQLException e) {
        complain("Messages of other servers do not arrive", e);
      } finally {
        connected = false;
        listening = null;
      }
      pause();
    }
  }

  private void receiveMessages(Connection connection) throws SQLException {
    PGConnection notified = connection.unwrap(PGConnection.class);
    while (isOpen()) {
      PGNotification[] some = notified.getNotifications(SILENCE_MILLIS);
      if (some == null || some.length == 0) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
        continue;
      }
      for (PGNotification each : some) {
        receivers.received(each.getParameter());
      }
    }
  }

  private void sendMessages() {
    while (isOpen()) {
      try (Connection connection = connect()) {
        sending = connection;
        try (Statement statement = connection.createStatement()) {
          // What a crash of the database loses nobody would have waited for.
          statement.execute("SET synchronous_commit = off");
        }
        sendMessages(connection);
      } catch (SQLException e) {
        complain("Messages to other servers are dropped", e);
        outgoing.clear();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        sending = null;
      }
      pause();
    }
  }

  private void sendMessages(Connection connection) throws SQLException, InterruptedException {
    List<Message> batch = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
      while (isOpen()) {
        batch.clear();
        batch.add(outgoing.take());
        outgoing.drainTo(batch, MOST_AT_ONCE);
        statement.setArray(1, texts(connection, batch, Message::channel));
        statement.setArray(2, texts(connection, batch, Message::text));
        statement.execute();
      }
    }
  }

  private static Array texts(
      Connection connection, List<Message> batch, Function<Message, String> part)
      throws SQLException {
    return connection.createArrayOf("text", batch.stream().map(part).toArray());
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "coda-signals");
    return DriverManager.getConnection(database.jdbcUrl(), properties);
  }

  private boolean isOpen() {
    return closed.getCount() > 0 && !Thread.currentThread().isInterrupted();
  }

  private void complain(String what, SQLException failure) {
    if (closed.getCount() > 0) {
      LOG.warn("{} until PostgreSQL is reached again: {}", what, failure.getMessage());
    }
  }

  private void pause() {
    try {
      var _ = closed.await(RECONNECT_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void disconnect(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("A connection was not closed", e);
      }
    }
  }
}
