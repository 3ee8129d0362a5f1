package dev.coda.server.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;

/**
 * A streaming replica of a PostgreSQL, made from a base backup of the running primary. Confined to
 * one thread at a time.
 */
final class StandbyDatabase implements AutoCloseable {
  /** What a base backup has as empty folders, as PostgreSQL's own program for it does. */
  private static final Set<String> EMPTY =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> OF_THE_PRIMARY =
      Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

  private final EmbeddedPostgres postgres;

  private StandbyDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Copies a primary and follows it.
   *
   * @param folder of the copy, emptied first
   * @param programs where PostgreSQL's programs are unpacked
   */
  static StandbyDatabase of(EmbeddedPostgres primary, Path folder, Path programs)
      throws IOException, SQLException {
    FileUtils.deleteDirectory(folder.toFile());
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    backUp(primary, folder);
    Files.createFile(folder.resolve("standby.signal"));
    Files.writeString(
        folder.resolve("postgresql.auto.conf"),
        """
        primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'
        primary_slot_name = 'replica'
        hot_standby_feedback = on
        """
            .formatted(primary.getPort()),
        StandardOpenOption.APPEND);
    return new StandbyDatabase(
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(programs.toFile())
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .start());
  }

  int port() {
    return postgres.getPort();
  }

  DataSource database(String name) {
    return postgres.getDatabase("postgres", name);
  }

  private static void backUp(EmbeddedPostgres primary, Path folder)
      throws IOException, SQLException {
    try (Connection connection = primary.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      Path data = Path.of(text(statement, "SHOW data_directory"));
      // The slot keeps the log from here on until the replica has it.
      statement.execute("SELECT pg_create_physical_replication_slot('replica', true)");
      statement.execute("SELECT pg_backup_start('replica', fast => true)");
      copy(data, folder);
      Files.writeString(
          folder.resolve("backup_label"),
          text(statement, "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)"));
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path name = from.relativize(folder);
            Files.createDirectories(to.resolve(name));
            return EMPTY.contains(name.toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path name = from.relativize(file);
            if (!OF_THE_PRIMARY.contains(name.toString())) {
              try {
                Files.copy(file, to.resolve(name));
              } catch (NoSuchFileException removed) {
                // The primary continues meanwhile, and its log tells the replica.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
