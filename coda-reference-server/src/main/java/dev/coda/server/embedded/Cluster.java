package dev.coda.server.embedded;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.StartupException;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.database.DatabaseLogin;
import dev.coda.server.secret.RandomText;
import dev.coda.server.secret.SecretFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an embedded PostgreSQL and how a server is started over them, in whatever state a
 * killed predecessor left them. Confined to one thread at a time.
 */
final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String NAME = "coda";
  private static final Duration LOGIN_WAIT = Duration.ofSeconds(10);
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_768;
  private static final int PORT_TRIES = 100;

  private final Path data;
  private final Path marker;
  private final Path passwordFile;
  private final PostgresPrograms programs;
  private final PostgresLog log;
  private final DatabaseAddress address;
  private @Nullable Path unpacked;

  private Cluster(DataDirectory directory) {
    this.data = directory.resolve("postgres");
    this.marker = directory.resolve("postgres.complete");
    this.passwordFile = directory.resolve("postgres.password");
    this.log = new PostgresLog(directory.resolve("postgres.log"));
    this.programs = new PostgresPrograms(directory.resolve("postgres-binaries"), log.file());
    SecretFile password = new SecretFile(passwordFile);
    this.address =
        new DatabaseAddress(
            "127.0.0.1",
            freePort(),
            NAME,
            NAME,
            folder().isSetUp() ? password.read() : password.readOrCreate(RandomText::of256Bits),
            Map.of());
  }

  /**
   * Looks at the files of a data folder.
   *
   * @throws StartupException if they cannot be used, with what to do
   */
  static Cluster in(DataDirectory directory) {
    return new Cluster(directory);
  }

  DatabaseAddress address() {
    return address;
  }

  /**
   * Starts the server, over a new cluster if there is none, and returns when the database answers.
   *
   * @param wait how long recovering from a crash may take
   * @throws StartupException if it does not start, with the reason that PostgreSQL gives
   */
  Postmaster start(Duration wait) {
    long logged = log.size();
    try {
      log.create();
      Path unpacked = programs.unpack();
      this.unpacked = unpacked;
      stopOrphan();
      ClusterFolder folder = folder();
      if (folder.isSetUp()) {
        folder.completeFolders();
      } else {
        new ClusterSetup(data, passwordFile, programs).run(unpacked, statements());
      }
      Postmaster postmaster = launch(unpacked, wait);
      requireLogin();
      if (Files.notExists(marker)) {
        Files.createFile(marker);
      }
      return postmaster;
    } catch (InterruptedIOException e) {
      throw new StartupException("The embedded PostgreSQL is being stopped.", e);
    } catch (IOException e) {
      throw failed(logged, e);
    }
  }

  /** Stops the server, if it runs. */
  void stop() {
    Optional<Postmaster> running = Postmaster.of(data);
    if (unpacked == null || running.isEmpty() || !running.get().isOurs(data, programs.folder())) {
      return;
    }
    try {
      int code =
          programs.run(
              unpacked,
              "pg_ctl",
              List.of("-D", data.toString(), "-m", "fast", "-t", "10", "-w", "stop"),
              "");
      LOG.debug("pg_ctl stop ended with {}", code);
    } catch (IOException e) {
      LOG.warn("The embedded PostgreSQL could not be asked to stop", e);
    }
    running.filter(Postmaster::isAlive).ifPresent(Postmaster::end);
  }

  private Postmaster launch(Path unpacked, Duration wait) throws IOException {
    String options =
        String.join(
            " ",
            "-p " + address.port(),
            "-c listen_addresses=localhost",
            "-c unix_socket_directories=''",
            "-c max_connections=100",
            "-c timezone=UTC",
            "-c fsync=on",
            "-c synchronous_commit=on");
    int code =
        programs.run(
            unpacked,
            "pg_ctl",
            List.of(
                "-D",
                data.toString(),
                "-o",
                options,
                "-w",
                "-t",
                Long.toString(wait.toSeconds()),
                "start"),
            "");
    Optional<Postmaster> postmaster = Postmaster.of(data);
    if (code != 0) {
      postmaster
          .filter(running -> running.isOurs(data, programs.folder()))
          .ifPresent(Postmaster::end);
      throw new IOException("pg_ctl ended with " + code);
    }
    return postmaster.orElseThrow(() -> new IOException("PostgreSQL ended"));
  }

  private void requireLogin() {
    try {
      DatabaseLogin.attempt(address, LOGIN_WAIT);
    } catch (SQLException e) {
      stop();
      throw new StartupException(
          "The embedded PostgreSQL refuses its own server (%s); restore %s and %s from the same backup."
              .formatted(DatabaseLogin.firstLine(e), data, passwordFile),
          e);
    }
  }

  private void stopOrphan() {
    Postmaster.of(data)
        .ifPresent(postmaster -> {
          if (!postmaster.isOurs(data, programs.folder())) {
            throw new StartupException(
                "The database in %s is in use by process %s according to its postmaster.pid; stop that process, or remove the file if that is not a PostgreSQL."
                    .formatted(data, postmaster.describe()));
          }
          LOG.info("Stopping the database that a killed server left running");
          postmaster.end();
        });
  }

  private StartupException failed(long logged, IOException cause) {
    return new StartupException(
        "The embedded PostgreSQL did not start: %s (see %s); if its files are damaged, restore the data folder from a backup."
            .formatted(
                log.decisiveLine(logged).orElseGet(() -> String.valueOf(cause.getMessage())),
                log.file()),
        cause);
  }

  private ClusterFolder folder() {
    return new ClusterFolder(data, marker);
  }

  private String statements() {
    return """
    CREATE ROLE %1$s LOGIN PASSWORD '%2$s';

    CREATE DATABASE %1$s OWNER %1$s;
    """
        .formatted(NAME, address.password());
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
