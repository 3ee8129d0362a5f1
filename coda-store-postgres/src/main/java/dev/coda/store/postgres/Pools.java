package dev.coda.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens pools, and asks others' pools for their size. */
final class Pools {
  private static final int DEFAULT_SIZE = 10;

  private Pools() {}

  static HikariDataSource open(String jdbcUrl, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("coda-store");
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(DEFAULT_SIZE);
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

  static int size(DataSource dataSource) {
    try {
      return dataSource.isWrapperFor(HikariDataSource.class)
          ? dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize()
          : DEFAULT_SIZE;
    } catch (SQLException e) {
      return DEFAULT_SIZE;
    }
  }
}
