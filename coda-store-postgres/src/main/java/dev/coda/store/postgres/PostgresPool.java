package dev.coda.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.error.ConfigurationException;

/**
 * Opens connection pools for applications that have none. HikariCP is an optional dependency: an
 * application that calls this adds {@code com.zaxxer:HikariCP}. Thread-safe.
 */
public final class PostgresPool {
  private PostgresPool() {}

  /**
   * Opens a pool of ten connections with the time limits that a server needs: 5 s to connect, 20 s
   * for a statement, 30 s of silence. The caller closes it.
   *
   * @param jdbcUrl such as {@code jdbc:postgresql://localhost:5432/coda}
   * @param user the database's user
   * @param password the password of that user
   * @return the pool, for the caller to close
   * @throws ConfigurationException if HikariCP is not on the class path
   */
  public static HikariDataSource open(String jdbcUrl, String user, String password) {
    try {
      return pool(jdbcUrl, user, password);
    } catch (NoClassDefFoundError e) {
      throw new ConfigurationException(
          "PostgresPool needs HikariCP: add the dependency com.zaxxer:HikariCP.", e);
    }
  }

  private static HikariDataSource pool(String jdbcUrl, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("coda-store");
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(PoolSize.DEFAULT);
    config.setConnectionTimeout(5_000);
    // Without these a server that hangs holds its threads for ever.
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("options", "-c statement_timeout=20000");
    config.addDataSourceProperty("ApplicationName", "coda");
    // Details of errors hold the values of rows, which belong in no log.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return new HikariDataSource(config);
  }
}
