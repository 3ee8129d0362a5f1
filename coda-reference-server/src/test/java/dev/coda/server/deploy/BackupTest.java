package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.Command;
import dev.coda.server.fixture.MissingProgram;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts, beside the PostgreSQL of {@code .ci/pgvector}, whose programs they call. */
class BackupTest {
  private static final @Nullable String URL = System.getenv("CODA_TEST_PGVECTOR_URL");
  private static final @Nullable String ROOT = System.getenv("CODA_TEST_PGVECTOR_ROOT");

  private final String name = "backup_" + UUID.randomUUID().toString().replace("-", "");
  private @Nullable Path folder;

  @BeforeEach
  void prepare() throws Exception {
    if (URL == null || ROOT == null || !"root".equals(System.getProperty("user.name"))) {
      MissingProgram.report("Backups are not tested: run .ci/pgvector mvn verify as root.");
    }
    folder = Files.createTempDirectory(Path.of(root(), "tmp"), "backup");
    for (String script : new String[] {"backup", "restore"}) {
      Files.copy(DeployFiles.path(script), folder.resolve(script));
      assertThat(folder.resolve(script).toFile().setExecutable(true)).isTrue();
    }
    execute("postgres", "CREATE DATABASE " + name);
    execute("postgres", "CREATE DATABASE " + name + "_new");
  }

  @AfterEach
  void cleanUp() throws Exception {
    if (folder != null) {
      FileUtils.deleteDirectory(folder.toFile());
      execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      execute("postgres", "DROP DATABASE IF EXISTS " + name + "_new WITH (FORCE)");
    }
  }

  @Test
  void whatWasBackedUpIsRestoredIntoAnEmptyDatabaseAlone() throws Exception {
    execute(name, "CREATE TABLE sessions (id int PRIMARY KEY, title text NOT NULL)");
    execute(name, "INSERT INTO sessions VALUES (1, 'kept')");

    Command backup = script("backup", name + "?currentSchema=public");
    assertThat(backup.exitCode()).as(backup.output()).isZero();
    assertThat(script("backup", name).exitCode()).as("never over another backup").isEqualTo(1);
    Command restore = script("restore", name + "_new");
    assertThat(restore.exitCode()).as(restore.output()).isZero();

    assertThat(title(name + "_new")).isEqualTo("kept");
    assertThat(script("restore", name).output()).contains("not empty");
    assertThat(title(name)).isEqualTo("kept");
  }

  private Command script(String script, String database) {
    String inside = "/tmp/" + Objects.requireNonNull(folder).getFileName();
    return Command.run(
        Path.of("/"),
        Map.of(
            "PATH",
            "/usr/lib/postgresql/17/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "DATABASE_URL",
            "postgresql://postgres@127.0.0.1:%d/%s".formatted(port(), database)),
        "chroot",
        root(),
        inside + "/" + script,
        inside + "/one.dump");
  }

  private static String title(String database) throws SQLException {
    try (Connection connection = connect(database);
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT title FROM sessions WHERE id = 1")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String database, String statement) throws SQLException {
    try (Connection connection = connect(database)) {
      connection.createStatement().execute(statement);
    }
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port(), database));
  }

  private static int port() {
    return URI.create(Objects.requireNonNull(URL).substring("jdbc:".length())).getPort();
  }

  private static String root() {
    return Objects.requireNonNull(ROOT);
  }
}
