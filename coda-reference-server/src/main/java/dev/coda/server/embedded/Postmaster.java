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

/** The process that serves a cluster, as its {@code postmaster.pid} names it. Immutable. */
record Postmaster(ProcessHandle process) {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  /** Finds the living process that a cluster's {@code postmaster.pid} names, whatever it is. */
  static Optional<Postmaster> of(Path data) {
    Path file = data.resolve("postmaster.pid");
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .map(Postmaster::new)
              .filter(Postmaster::isAlive);
    } catch (IOException | NumberFormatException unreadable) {
      // PostgreSQL itself judges such a file, and refuses to start if in doubt.
      LOG.debug("Cannot read {}", file, unreadable);
      return Optional.empty();
    }
  }

  /**
   * Returns whether it is a PostgreSQL over this folder that runs Coda's own programs: one that
   * outlived the server which started it. After a reboot the number may belong to another program.
   */
  boolean isOurs(Path data, Path programs) {
    return process
            .info()
            .command()
            .filter(command -> isBelow(Path.of(command), programs))
            .isPresent()
        && process.info().commandLine().map(line -> line.contains(data.toString())).orElse(true);
  }

  /** Returns whether it runs. A process that ended and that nobody has collected does not. */
  boolean isAlive() {
    return process.isAlive() && !isZombie();
  }

  /**
   * Ends it: gently, which is quick since its clients are gone with their server, else by force,
   * which is safe since the next start recovers from the write-ahead log.
   */
  void end() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    if (!endsWithin(STOP_WAIT)) {
      process.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
      endsWithin(STOP_WAIT);
    }
  }

  /** The name of the program and its number, for people. */
  String describe() {
    String program =
        process
            .info()
            .command()
            .map(command -> " (" + Path.of(command).getFileName() + ")")
            .orElse("");
    return process.pid() + program;
  }

  private boolean endsWithin(Duration wait) {
    try {
      process.onExit().get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A container's first process need not collect the children that it inherits. */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException notLinux) {
      return false;
    }
  }

  private static boolean isBelow(Path program, Path folder) {
    try {
      return program.startsWith(folder.toRealPath());
    } catch (IOException e) {
      return program.startsWith(folder);
    }
  }
}
