package dev.coda.server.embedded;

import dev.coda.server.config.PrivateAccess;
import dev.coda.server.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a PostgreSQL cluster, judged by what is in it. Nothing here is ever deleted: what
 * is neither whole nor empty is refused, since it may be all that is left of somebody's data.
 * Immutable.
 *
 * @param data the cluster
 * @param marker a file beside it that says that a cluster was set up; by itself it proves nothing,
 *     for copies lose empty files
 */
record ClusterFolder(Path data, Path marker) {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterFolder.class);

  /** The version of the programs; PostgreSQL reads no other version's files. */
  static final String MAJOR_VERSION = "18";

  private static final int CONTROL_FILE_BYTES = 8192;
  private static final List<String> FOLDERS =
      List.of("global", "base", "pg_wal", "pg_xact", "pg_multixact");
  private static final List<String> FILES =
      List.of("global/pg_control", "global/pg_filenode.map", "postgresql.conf", "pg_hba.conf");

  /** Empty in a cluster that is not running, so that copies which skip empty folders lose them. */
  private static final List<String> OFTEN_EMPTY =
      List.of(
          "pg_commit_ts",
          "pg_dynshmem",
          "pg_logical/mappings",
          "pg_logical/snapshots",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat",
          "pg_stat_tmp",
          "pg_subtrans",
          "pg_tblspc",
          "pg_twophase",
          "pg_wal/archive_status",
          "pg_wal/summaries");

  /**
   * Returns whether there is a cluster; if not, one can be set up.
   *
   * @throws StartupException if what is there cannot be used, with what to do
   */
  boolean isSetUp() {
    if (!Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
      requireNeverSetUp("is missing");
      return false;
    }
    if (!Files.isDirectory(data)) {
      throw refused("is not a folder");
    }
    PrivateAccess.tighten(data);
    try (Stream<Path> entries = Files.list(data)) {
      if (entries.findAny().isEmpty()) {
        requireNeverSetUp("is empty");
        return false;
      }
    } catch (IOException e) {
      throw refused("cannot be read");
    }
    requireWhole();
    return true;
  }

  /** Creates the folders that a copy of the cluster may have lost because they are empty. */
  void completeFolders() throws IOException {
    for (String name : OFTEN_EMPTY) {
      Path folder = data.resolve(name);
      if (Files.notExists(folder)) {
        LOG.warn("Database folder {} was missing and is created", folder);
        Files.createDirectories(folder, PrivateAccess.ofNewFolder(folder));
      }
    }
  }

  private void requireNeverSetUp(String state) {
    if (Files.exists(marker)) {
      throw new StartupException(
          "The database folder %s %s although a database was set up there; restore it from a backup or mount its disk, or delete %s to start with an empty database."
              .formatted(data, state, marker));
    }
  }

  private void requireWhole() {
    Path version = data.resolve("PG_VERSION");
    if (!Files.isRegularFile(version)) {
      throw refused("is not a PostgreSQL database or not a whole one (PG_VERSION is missing)");
    }
    String found;
    try {
      found = Files.readString(version).strip();
    } catch (IOException e) {
      throw refused("cannot be read (PG_VERSION)");
    }
    if (!found.equals(MAJOR_VERSION)) {
      throw new StartupException(
          "The database in %s is of PostgreSQL %s and this server has PostgreSQL %s; move its data with the pg_dump of its version, or start the Coda that made it."
              .formatted(
                  data,
                  found.matches("[0-9.]{1,8}") ? found : "an unknown version",
                  MAJOR_VERSION));
    }
    for (String name : FOLDERS) {
      if (!Files.isDirectory(data.resolve(name))) {
        throw refused("is damaged (" + name + " is missing)");
      }
    }
    for (String name : FILES) {
      if (!Files.isRegularFile(data.resolve(name))) {
        throw refused("is damaged (" + name + " is missing)");
      }
    }
    try {
      if (Files.size(data.resolve(FILES.getFirst())) != CONTROL_FILE_BYTES) {
        throw refused("is damaged (" + FILES.getFirst() + " is cut short)");
      }
    } catch (IOException e) {
      throw refused("cannot be read (" + FILES.getFirst() + ")");
    }
  }

  private StartupException refused(String state) {
    return new StartupException(
        "The database folder %s %s; restore the data folder from a backup, or move %s and %s away to start with an empty database."
            .formatted(data, state, data.getFileName(), marker.getFileName()));
  }
}
