package dev.coda.server.faults;

import dev.coda.server.fixture.MissingProgram;
import dev.coda.server.fixture.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Starts servers that share a database, a model and tools, which all outlive them. Confined to one
 * thread at a time.
 */
final class Victim implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(2);

  /** What {@code mvn package -Parchive} makes for images. */
  private static final Path PACKED = Path.of("target", "app", "coda-server.jar");

  private static final String SECRET = "only for tests and therefore long enough to be one";
  private static final String FERNET = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

  final KillSwitch killSwitch = new KillSwitch();
  final CountingTools tools = new CountingTools(killSwitch, this::hasResult);
  final ScriptedHost model = new ScriptedHost(killSwitch);
  final EmbeddedPostgres postgres;
  final Path programs;
  private final DatabaseWire wire;
  private final Map<String, String> environment = new LinkedHashMap<>();

  Victim(Path folder) throws IOException, SQLException {
    this(folder, Map.of());
  }

  /**
   * @param more settings of the servers
   */
  Victim(Path folder, Map<String, String> more) throws IOException, SQLException {
    programs = folder.resolveSibling("test-postgres");
    postgres = EmbeddedPostgres.builder().setOverrideWorkingDirectory(programs.toFile()).start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE coda LOGIN PASSWORD 'coda'");
      statement.execute("CREATE DATABASE coda OWNER coda");
    }
    wire = new DatabaseWire(postgres.getPort(), killSwitch);
    Path schemas = Files.createDirectories(folder.resolve("tools"));
    tools.writeTo(schemas);
    environment.put("CODA_PORT", "0");
    environment.put("CODA_DATA_DIR", folder.resolve("data").toString());
    environment.put(
        "DATABASE_URL", "postgresql://coda:coda@127.0.0.1:%d/coda".formatted(wire.port()));
    environment.put("CODA_JWT_SECRET", SECRET);
    environment.put("CODA_ENCRYPTION_KEYS", FERNET);
    environment.put("CODA_TOOLS_DIR", schemas.toString());
    environment.put("CODA_TOOLS_ALLOWED_ADDRESSES", tools.address());
    // Runs that were cut off come on top of the new ones.
    environment.put("CODA_CONCURRENT_RUNS", "64");
    environment.put("CODA_LEASE_TIME", LEASE.toSeconds() + "s");
    environment.put("HOSTED_BASE_URL", model.baseUrl());
    environment.putAll(more);
  }

  /** Starts a server and waits until it answers. */
  ServerProcess start() {
    return ServerProcess.start(environment);
  }

  /** Starts a server that takes this long to stop, and waits until it answers. */
  ServerProcess start(Duration drain) {
    Map<String, String> settings = new LinkedHashMap<>(environment);
    settings.put("CODA_SHUTDOWN_DRAIN", drain.toSeconds() + "s");
    return ServerProcess.start(settings);
  }

  /** Adds a setting of the servers that are started from now on. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  /**
   * Starts a server at a port.
   *
   * @param port 0 for a free one
   */
  ServerProcess startAt(int port) {
    return ServerProcess.start(at(port));
  }

  /** Starts the packed server at a port, as {@link #startAt}. */
  ServerProcess startPackedAt(int port) {
    if (!Files.exists(PACKED)) {
      MissingProgram.report("The deployment is not tested: make it with mvn package -Parchive.");
    }
    return ServerProcess.startArchive(PACKED, at(port));
  }

  private Map<String, String> at(int port) {
    Map<String, String> settings = new LinkedHashMap<>(environment);
    settings.put("CODA_PORT", Integer.toString(port));
    return settings;
  }

  /** Reaches the database itself, past the wire. */
  DataSource database() {
    return postgres.getDatabase("coda", "coda");
  }

  private boolean hasResult(String callId) {
    try (Connection connection = database().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT EXISTS (SELECT FROM run_events e CROSS JOIN LATERAL json_array_elements(
                    CASE WHEN e.type IS NULL THEN e.payload ELSE json_build_array(
                      json_build_object('type', e.type, 'payload', e.payload)) END) AS event
                  WHERE event->>'type' = 'tool_result' AND event->'payload'->>'call_id' = ?)\
                """)) {
      statement.setString(1, callId);
      ResultSet row = statement.executeQuery();
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static URI ready(ServerProcess server) {
    URI uri = server.awaitReady();
    Thread.ofVirtual().start(server::awaitEnd);
    return uri;
  }

  @Override
  public void close() throws IOException {
    wire.close();
    model.close();
    tools.close();
    postgres.close();
  }
}
