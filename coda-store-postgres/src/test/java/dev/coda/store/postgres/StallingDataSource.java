package dev.coda.store.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** Lets statements that contain a word stand still, on connections of their own, until released. */
final class StallingDataSource {
  final CountDownLatch stalled;
  private final CountDownLatch open = new CountDownLatch(1);
  private final DataSource target;
  private final String word;

  /**
   * @param expected how many such statements the latch counts
   */
  StallingDataSource(DataSource target, String word, int expected) {
    this.target = target;
    this.word = word;
    this.stalled = new CountDownLatch(expected);
  }

  DataSource get() {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = method.invoke(target, arguments);
          return result instanceof Connection connection ? stalling(connection) : result;
        });
  }

  void release() {
    open.countDown();
  }

  private Connection stalling(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("prepareStatement")
              && ((String) arguments[0]).contains(word)) {
            stalled.countDown();
            open.await();
          }
          return method.invoke(connection, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return handler.invoke(proxy, method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
