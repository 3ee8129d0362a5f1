package dev.coda.store.postgres;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import java.time.Clock;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stores sessions, runs, embeddings, permissions and artifacts in PostgreSQL 14 or newer. Building
 * the stores brings their tables up to date. The tables are in the schema {@code coda}, unless the
 * builder names another one, so the application's own migrations do not see them.
 *
 * <p>Every operation is one transaction, nearly always of one statement. The number of active
 * operations is limited to the number of connections. Others wait up to ten seconds and then fail
 * with {@code STORE_UNAVAILABLE}.
 *
 * <p>An agent with these stores finds the runs that an earlier process has not ended:
 *
 * <pre>{@code
 * try (HikariDataSource database = new HikariDataSource()) {
 *   database.setJdbcUrl(url);
 *   try (PostgresStores stores = PostgresStores.create(database);
 *       Coda coda = coda(stores)) {
 *     List<Reply> unfinished = coda.unfinished();
 *     if (unfinished.isEmpty()) {
 *       askAndDie(coda);
 *     } else {
 *       comeBack(coda, unfinished.get(0));
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class PostgresStores implements Stores, AutoCloseable {
  private static final String DEFAULT_SCHEMA = "coda";

  private final Database database;
  private final SessionStore sessions;
  private final RunStore runs;
  private final MessageIndex index;
  private final ToolPermissionStore toolPermissions;
  private final ArtifactStore artifacts;
  private final @Nullable WordsOfEarlierMessages earlierWords;

  private PostgresStores(Builder builder) {
    boolean earlierWords =
        builder.migrate && Migrations.run(builder.dataSource, builder.schema, DEFAULT_SCHEMA);
    String schema = builder.schema == null ? DEFAULT_SCHEMA : builder.schema;
    this.database = new Database(builder.dataSource, schema, builder.maxConcurrency);
    RunLogReader log = new RunLogReader(database);
    this.sessions = new PostgresSessionStore(database, log, builder.clock);
    this.runs = new PostgresRunStore(database, log, builder.clock, builder.hostClock);
    this.index =
        new PostgresMessageIndex(
            database, new SearchWhenNeeded(() -> search(database, builder.migrate)));
    this.toolPermissions = new PostgresToolPermissionStore(database, builder.clock);
    this.artifacts = new PostgresArtifactStore(database);
    this.earlierWords = earlierWords ? WordsOfEarlierMessages.start(database) : null;
  }

  private static VectorSearch search(Database database, boolean install) {
    VectorSearch pgvector = PgvectorSearch.find(database, install);
    return new KeptVectors(
        pgvector == null ? new ExactScan(database) : pgvector, database, System::nanoTime);
  }

  /**
   * Creates stores with the defaults. The caller closes the data source.
   *
   * @param dataSource connections to the database; not closed here
   * @return the stores
   */
  public static PostgresStores create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Starts settings for a data source, which the caller closes.
   *
   * @param dataSource connections to the database; not closed here
   * @return a builder with the defaults
   */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource);
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }

  @Override
  public RunStore runs() {
    return runs;
  }

  @Override
  public MessageIndex index() {
    return index;
  }

  @Override
  public ToolPermissionStore toolPermissions() {
    return toolPermissions;
  }

  @Override
  public ArtifactStore artifacts() {
    return artifacts;
  }

  /**
   * Counts the operations that wait for a connection now. They wait in this object and not in the
   * pool, so the pool's own figures do not include them. Reads for viewers that wait for the
   * viewers' share of the connections are not counted.
   *
   * @return the approximate number; 0 while each operation has a connection
   */
  public int waiting() {
    return database.waiting();
  }

  /** Refuses further operations; the data source stays open. */
  @Override
  public void close() {
    if (earlierWords != null) {
      earlierWords.close();
    }
    database.close();
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final DataSource dataSource;
    private @Nullable String schema;
    private boolean migrate = true;
    private int maxConcurrency;
    private Clock clock = Clock.systemUTC();
    private Clock hostClock = Clock.systemUTC();

    private Builder(DataSource dataSource) {
      this.dataSource = dataSource;
      this.maxConcurrency = PoolSize.of(dataSource);
    }

    /**
     * Sets the schema of the tables, {@code coda} by default: lower-case letters, digits and
     * underscores. It may hold other tables as well.
     *
     * @param value the schema of the tables, {@code coda} by default: lower-case letters, digits
     *     and underscores
     * @return this builder
     */
    public Builder schema(String value) {
      if (!NAME.matcher(value).matches()) {
        throw new IllegalArgumentException("not a plain lower-case name: '" + value + "'");
      }
      this.schema = value;
      return this;
    }

    /**
     * Sets whether building creates the schema and migrates its tables; true by default.
     *
     * @param value true to migrate
     * @return this builder
     */
    public Builder migrate(boolean value) {
      this.migrate = value;
      return this;
    }

    /**
     * Sets the maximum number of active operations; by default the pool's size, or 10.
     *
     * @param value the number of operations
     * @return this builder
     */
    public Builder maxConcurrency(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxConcurrency must be at least 1");
      }
      this.maxConcurrency = value;
      return this;
    }

    /**
     * Sets the clock for the times at which sessions change. Leases use the clock of the database.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /**
     * Sets the clock of this machine, from which the difference of the database's clock is
     * computed.
     */
    Builder hostClock(Clock value) {
      this.hostClock = value;
      return this;
    }

    /**
     * Brings the tables up to date, if that was not turned off, and creates the stores.
     *
     * @return the stores
     * @throws dev.coda.api.error.StoreException if the database cannot be reached or migrated
     */
    public PostgresStores build() {
      return new PostgresStores(this);
    }
  }
}
