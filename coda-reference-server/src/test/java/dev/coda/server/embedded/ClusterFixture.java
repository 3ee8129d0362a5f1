package dev.coda.server.embedded;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.ServerSettings;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.DataFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;

/** A data folder with a database that holds one row, of which tests damage copies. */
final class ClusterFixture {
  private static final Path ORIGINAL =
      Path.of("target", "cluster-" + System.getProperty("coda.fork", "1"));
  private static boolean made;

  private ClusterFixture() {}

  /** Returns the folder of the unpacked programs. */
  static Path programs() {
    return original().resolve("postgres-binaries").toAbsolutePath();
  }

  /** Copies the data folder, but for its programs, which the copy shares. */
  static Path copyTo(Path folder) {
    try {
      Path copy = folder.resolve("data");
      Files.createDirectories(copy);
      for (String name : List.of("postgres.password", "postgres.complete")) {
        Files.copy(original().resolve(name), copy.resolve(name));
      }
      FileUtils.copyDirectory(
          original().resolve("postgres").toFile(), copy.resolve("postgres").toFile());
      Files.createSymbolicLink(copy.resolve("postgres-binaries"), programs());
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DataDirectory directory(Path data) {
    return new DataDirectory(
        new ServerSettings(data, data.resolve("tools"), List.of(), 0, Duration.ofSeconds(15)));
  }

  /** Returns the row, as the server would read it. */
  static String row(DatabaseAddress address) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT word FROM kept")) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  /** Returns the digest of each file below a folder, but for what each try to start writes. */
  static Map<String, String> digests(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      Map<String, String> digests = new TreeMap<>();
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(each).toString();
        // PostgreSQL removes its caches of catalogs before it looks at anything else.
        if (!name.endsWith("pg_internal.init")
            && !List.of("postgres.log", "server.lock", "postgres/postmaster.opts").contains(name)) {
          digests.put(name, HexFormat.of().formatHex(DigestUtils.sha256(Files.readAllBytes(each))));
        }
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized Path original() {
    if (!made) {
      DataFolders.emptyDatabase(ORIGINAL);
      try (DataDirectory directory = directory(ORIGINAL);
          EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
        database.awaitReady();
        try (Connection connection = connect(database.address());
            Statement statement = connection.createStatement()) {
          statement.execute("CREATE TABLE kept AS SELECT 'treasure' AS word");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      made = true;
    }
    return ORIGINAL;
  }
}
