package dev.coda.server.embedded;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.StartupException;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.secret.RandomText;
import dev.coda.server.secret.SecretFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an embedded PostgreSQL and how a server is started over them, whatever state a
 * killed predecessor left them in. Immutable.
 *
 * @param data the cluster itself
 * @param binaries the unpacked programs
 * @param complete exists once the cluster was set up to the end
 */
record Cluster(Path data, Path binaries, Path complete, Path log, int port, String password) {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String NAME = "coda";
  private static final String SUPERUSER_DATABASE = "postgres";
  private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_768;
  private static final int PORT_TRIES = 100;

  static Cluster in(DataDirectory directory) {
    return new Cluster(
        directory.resolve("postgres"),
        directory.resolve("postgres-binaries"),
        directory.resolve("postgres.complete"),
        directory.resolve("postgres.log"),
        freePort(),
        new SecretFile(directory.resolve("postgres.password")).readOrCreate(RandomText::of256Bits));
  }

  DatabaseAddress address() {
    return new DatabaseAddress("127.0.0.1", port, NAME, NAME, password, Map.of());
  }

  EmbeddedPostgres start() {
    try {
      OrphanedPostgres.in(data).ifPresent(OrphanedPostgres::stop);
      boolean first = Files.notExists(complete);
      if (first) {
        LOG.info("Setting up a database in {}, this once", data.getParent());
        FileUtils.deleteDirectory(data.toFile());
        deleteHalfUnpacked();
      }
      EmbeddedPostgres postgres = launch();
      if (first) {
        createDatabase(postgres);
        Files.createFile(complete);
      }
      return postgres;
    } catch (IOException | SQLException e) {
      throw new StartupException(
          "The embedded PostgreSQL did not start; see " + log + " for what it says.", e);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    // Both the programs and the library's search for left-over clusters stay inside our folder.
    System.setProperty("ot.epg.working-dir", binaries.toString());
    Path passwordFile = data.resolveSibling("postgres.password");
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(STARTUP_WAIT)
        // These become initdb's options: no one signs in without the password.
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", passwordFile.toString())
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setConnectConfig("password", password)
        // The library is made for tests and trades durability for speed; users' data is kept.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "localhost")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "100")
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .start();
  }

  /** The library repeats a broken-off unpacking, but keeps the file that was cut short. */
  private void deleteHalfUnpacked() throws IOException {
    if (Files.notExists(binaries)) {
      return;
    }
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(binaries)) {
      for (Path version : versions) {
        if (Files.notExists(version.resolve(".exists"))) {
          FileUtils.deleteDirectory(version.toFile());
        }
      }
    }
  }

  private void createDatabase(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection =
            postgres.getDatabase(SUPERUSER_DATABASE, SUPERUSER_DATABASE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password + "'");
      statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
    }
  }

  /**
   * PostgreSQL takes the port only later, so it is none of those that the system gives to every
   * outgoing connection, which start at 32768; the next start tries another one.
   */
  private static int freePort() {
    for (int tries = 0; tries < PORT_TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        LOG.debug("Port {} is taken", port, e);
      }
    }
    throw new StartupException("There is no free port for the embedded PostgreSQL.");
  }

  @Override
  public String toString() {
    return "Cluster[" + data + "]";
  }
}
