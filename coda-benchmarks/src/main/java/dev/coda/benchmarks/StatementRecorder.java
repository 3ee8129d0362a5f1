package dev.coda.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Passes a store's statements on to a data source, and remembers them in order. Confined to one
 * thread at a time.
 */
final class StatementRecorder {
  private final DataSource target;
  private final List<RecordedStatement> statements = new ArrayList<>();
  private final IdentityHashMap<Array, ArrayMaker> arrays = new IdentityHashMap<>();

  StatementRecorder(DataSource target) {
    this.target = target;
  }

  /** Returns what was sent since the last call. */
  List<RecordedStatement> drain() {
    List<RecordedStatement> drained = List.copyOf(statements);
    statements.clear();
    arrays.clear();
    return drained;
  }

  DataSource dataSource() {
    return proxy(DataSource.class, this::onDataSource);
  }

  private @Nullable Object onDataSource(Method method, @Nullable Object[] arguments)
      throws Throwable {
    return watched(invoke(method, target, arguments));
  }

  private @Nullable Object watched(@Nullable Object result) {
    return result instanceof Connection connection
        ? proxy(Connection.class, (m, a) -> onConnection(connection, m, a))
        : result;
  }

  private @Nullable Object onConnection(
      Connection connection, Method method, @Nullable Object[] arguments) throws Throwable {
    Object result = invoke(method, connection, arguments);
    if (result instanceof Array array) {
      String type = (String) Objects.requireNonNull(arguments[0]);
      Object[] elements = (Object[]) Objects.requireNonNull(arguments[1]);
      arrays.put(array, other -> other.createArrayOf(type, elements));
    }
    if (result instanceof PreparedStatement statement) {
      List<RecordedStatement.Binding> bindings = new ArrayList<>();
      String sql = (String) Objects.requireNonNull(arguments[0]);
      return proxy(PreparedStatement.class, (m, a) -> onStatement(statement, sql, bindings, m, a));
    }
    return result;
  }

  private @Nullable Object onStatement(
      PreparedStatement statement,
      String sql,
      List<RecordedStatement.Binding> bindings,
      Method method,
      @Nullable Object[] arguments)
      throws Throwable {
    if (method.getName().startsWith("set") && arguments.length >= 2) {
      bindings.add(binding(method, arguments));
    } else if (method.getName().startsWith("execute")) {
      statements.add(new RecordedStatement(sql, bindings));
    }
    return watched(invoke(method, statement, arguments));
  }

  private RecordedStatement.Binding binding(Method method, @Nullable Object[] arguments) {
    if (arguments[1] instanceof Array array) {
      ArrayMaker maker = Objects.requireNonNull(arrays.get(array));
      int place = (Integer) Objects.requireNonNull(arguments[0]);
      return (connection, statement) -> statement.setArray(place, maker.make(connection));
    }
    return (connection, statement) -> {
      try {
        var _ = method.invoke(statement, arguments);
      } catch (ReflectiveOperationException e) {
        throw new SQLException(e);
      }
    };
  }

  private static @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                handler.handle(method, arguments == null ? new Object[0] : arguments)));
  }

  /** Makes an array again: it belongs to its connection. */
  @FunctionalInterface
  private interface ArrayMaker {
    Array make(Connection connection) throws SQLException;
  }

  /** Answers a call. */
  @FunctionalInterface
  private interface Handler {
    @Nullable Object handle(Method method, @Nullable Object[] arguments) throws Throwable;
  }
}
