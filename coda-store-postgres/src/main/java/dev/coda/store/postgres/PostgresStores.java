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
 * Stores sessions, runs, embeddings, permissions and artifacts in PostgreSQL 14 or newer. Its
 * tables are brought up to date when it is built. They are in a schema of their own, {@code coda},
 * unless the builder names another one; an application's migrations do not see them there.
 *
 * <p>Every operation is one transaction, and but for a few of one statement. No more of them are
 * under way at once than connections are expected; others wait a little and then fail as {@code
 * STORE_UNAVAILABLE}.
 *
 * <p>An agent over them finds what an earlier process has not ended:
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
   * Uses a data source with all defaults; it stays the caller's and is never closed here.
   *
   * @param dataSource connections to the database; not closed here
   * @return the stores
   */
  public static PostgresStores create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Starts settings for a data source, which stays the caller's and is never closed here.
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
   * Counts the operations that wait for a connection now. They wait here rather than in the pool,
   * whose own figures show none. Readers of event logs that wait for the part that readers may use
   * do not count.
   *
   * @return about how many; 0 while there is a connection for each
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
     * Sets whether building creates the schema and brings its tables up to date; true by default.
     *
     * @param value whether building creates the schema and brings its tables up to date
     * @return this builder
     */
    public Builder migrate(boolean value) {
      this.migrate = value;
      return this;
    }

    /**
     * Sets how many operations may be under way at once; by default the pool's size, or 10.
     *
     * @param value how many operations may be under way at once
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
     * Sets the clock that times the changes of sessions; leases are timed by the database's.
     *
     * @param value the clock that times the changes of sessions
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /** Sets the clock of this machine, which tells by how much the database's differs. */
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
