package dev.coda.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Finds out how many connections a pool has. */
final class PoolSize {
  static final int DEFAULT = 10;

  private PoolSize() {}

  static int of(DataSource dataSource) {
    try {
      return Hikari.size(dataSource);
    } catch (SQLException | NoClassDefFoundError e) {
      // The pool is another one, and HikariCP may not even be there.
      return DEFAULT;
    }
  }

  /** Apart, so that the class above can be loaded without HikariCP. */
  private static final class Hikari {
    static int size(DataSource dataSource) throws SQLException {
      return dataSource.isWrapperFor(HikariDataSource.class)
          ? dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize()
          : DEFAULT;
    }
  }
}
