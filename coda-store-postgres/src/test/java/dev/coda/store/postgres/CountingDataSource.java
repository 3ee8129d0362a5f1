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

/** Passes everything on, counts what makes the driver talk to the server, and fails on request. */
final class CountingDataSource implements DataSource {
  private final AtomicInteger trips = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
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
    failures.add(state);
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
              if (name.startsWith("execute") || name.equals("commit") || name.equals("rollback")) {
                trips.incrementAndGet();
                String state = failures.poll();
                if (state != null) {
                  throw new SQLException("a failure on request", state);
                }
              }
              try {
                Object result = method.invoke(watched, arguments);
                return result instanceof PreparedStatement statement
                    ? watch(PreparedStatement.class, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

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
