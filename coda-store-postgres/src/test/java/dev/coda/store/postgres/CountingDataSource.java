package dev.coda.store.postgres;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Passes everything on, counts what makes the driver talk to the server, and fails on request. */
final class CountingDataSource implements DataSource {
  private final AtomicInteger trips = new AtomicInteger();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final DataSource target;

  CountingDataSource(DataSource target) {
    this.target = target;
  }

  /** Returns how many statements and ends of transactions there were since the last call. */
  int trips() {
    return trips.getAndSet(0);
  }

  /** Lets the next statement fail with this SQLState instead of being run. */
  void failNext(String state) {
    faults.add(new Fault(state, false));
  }

  /** Lets the next statement be run, before others fail. */
  void passNext() {
    faults.add(new Fault(null, false));
  }

  /** Lets the next statement be run, and loses its answer. */
  void loseNextAnswer() {
    faults.add(new Fault("08006", true));
  }

  @Override
  public Connection getConnection() throws SQLException {
    return watch(Connection.class, target.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return watch(Connection.class, target.getConnection(user, password));
  }

  private <T> T watch(Class<T> type, T watched) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String name = method.getName();
              Fault fault = null;
              if (name.startsWith("execute") || name.equals("commit") || name.equals("rollback")) {
                trips.incrementAndGet();
                fault = faults.poll();
              }
              if (fault != null && fault.state != null && !fault.isRun) {
                throw new SQLException("a failure on request", fault.state);
              }
              try {
                Object result = method.invoke(watched, arguments);
                if (fault != null && fault.isRun) {
                  throw new SQLException("an answer lost on request", fault.state);
                }
                return result instanceof PreparedStatement statement
                    ? watch(PreparedStatement.class, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** What becomes of a statement; nothing without a state. */
  private record Fault(@Nullable String state, boolean isRun) {}

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return target.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return target.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return target.isWrapperFor(type);
  }
}
