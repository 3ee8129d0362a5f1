package dev.coda.server.database;

import io.micronaut.context.annotation.Property;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The database for large queries: the replica of {@code DATABASE_REPLICA_URL}, or the database
 * itself if there is no replica. Thread-safe.
 */
@Singleton
public class ReadDatabase {
  private static final String LAG =
      """
      SELECT CASE
        WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
        ELSE coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()) * 1000, 0)
        END::bigint AS lag
      """;

  private final ConnectionFactory connections;
  private final boolean isReplica;

  ReadDatabase(
      ConnectionFactory main, @Property(name = "database.replica.url") @Nullable String url) {
    this.isReplica = url != null && !url.isBlank();
    this.connections =
        url == null || url.isBlank()
            ? main
            : ConnectionFactories.get(
                R2dbcOptions.point(
                        ConnectionFactoryOptions.builder(), DatabaseAddress.parse(url.strip()))
                    .build());
  }

  /** Returns how far the replica is behind; null if there is none. */
  public @Nullable Duration lag() {
    return isReplica
        ? Duration.ofMillis(list(LAG, List.of(), row -> number(row, "lag")).getFirst())
        : null;
  }

  /**
   * Reads a small number of rows.
   *
   * @param sql with parameters {@code $1} and so on
   */
  public <T> List<T> list(String sql, List<Object> parameters, Function<Readable, T> read) {
    List<T> rows = rows(sql, parameters, read).collectList().block();
    return rows == null ? List.of() : rows;
  }

  /** Reads rows as the subscriber requests them. The connection is held until the last row. */
  public <T> Flux<T> rows(String sql, List<Object> parameters, Function<Readable, T> read) {
    return Flux.usingWhen(
        connections.create(),
        connection ->
            Flux.from(statement(connection, sql, parameters).execute())
                .concatMap(result -> result.map(read)),
        Connection::close);
  }

  /** Returns a whole number; 0 for NULL. */
  public static long number(Readable row, String column) {
    Long value = row.get(column, Long.class);
    return value == null ? 0 : value;
  }

  private static Statement statement(Connection connection, String sql, List<Object> parameters) {
    Statement statement = connection.createStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      statement.bind(i, parameters.get(i));
    }
    return statement;
  }

  @PreDestroy
  void close() {
    if (isReplica && connections instanceof io.r2dbc.spi.Closeable pool) {
      Mono.from(pool.close()).block();
    }
  }
}
