package dev.coda.server.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that outlived the server which started it, because that was killed. Immutable. */
record OrphanedPostgres(ProcessHandle postmaster) {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Finds the process that a cluster's {@code postmaster.pid} names. After a reboot the number may
   * belong to another program, so it counts only if it is a postgres over this very folder.
   */
  static Optional<OrphanedPostgres> in(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    if (Files.notExists(pidFile)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(process -> serves(process, data))
              .map(OrphanedPostgres::new);
    } catch (IOException | NumberFormatException unreadable) {
      // PostgreSQL itself judges such a file, and refuses to start if in doubt.
      LOG.debug("cannot read {}", pidFile, unreadable);
      return Optional.empty();
    }
  }

  /**
   * Stops it: its clients are gone with their server, so the gentle way ends at once; if a query
   * still holds it, killing it is safe, for the next start recovers from the write-ahead log.
   */
  void stop() {
    LOG.info("Stopping the database that a killed server left running");
    List<ProcessHandle> all = postmaster.descendants().toList();
    postmaster.destroy();
    if (!endsWithin(PATIENCE)) {
      postmaster.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
      endsWithin(PATIENCE);
    }
  }

  private boolean endsWithin(Duration patience) {
    try {
      postmaster.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean serves(ProcessHandle process, Path data) {
    return process.isAlive()
        && process.info().command().filter(command -> command.contains("postgres")).isPresent()
        && process.info().commandLine().map(line -> line.contains(data.toString())).orElse(true);
  }
}
