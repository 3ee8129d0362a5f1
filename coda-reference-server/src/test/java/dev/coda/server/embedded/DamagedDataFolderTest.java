package dev.coda.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedDataFolderTest {
  private static final Duration SECONDS = Duration.ofSeconds(20);

  @TempDir Path folder;

  static Stream<Damage> refused() {
    return Stream.of(
        damage("pg_control is missing", data -> Files.delete(control(data)), "pg_control"),
        damage("pg_control is cut short", data -> cut(control(data), 100), "pg_control"),
        damage("pg_control is empty", data -> cut(control(data), 0), "pg_control"),
        damage(
            "pg_control is garbage",
            data -> Files.write(control(data), new byte[8192]),
            "did not start",
            "postgres.log"),
        damage("pg_wal is missing", data -> delete(data, "pg_wal"), "pg_wal"),
        damage(
            "the log is lost",
            data -> {
              delete(data, "pg_wal");
              Files.createDirectory(data.resolve("postgres/pg_wal"));
            },
            "did not start",
            "checkpoint"),
        damage("base is missing", data -> delete(data, "base"), "base"),
        damage("PG_VERSION is missing", data -> delete(data, "PG_VERSION"), "PG_VERSION"),
        damage(
            "it is of another version",
            data -> Files.writeString(data.resolve("postgres/PG_VERSION"), "16\n"),
            "PostgreSQL 16",
            "PostgreSQL 18"),
        damage(
            "PG_VERSION is garbage",
            data -> Files.writeString(data.resolve("postgres/PG_VERSION"), "\u0001\u0002<x>"),
            "an unknown version"),
        damage(
            "the configuration is missing",
            data -> delete(data, "postgresql.conf"),
            "postgresql.conf"),
        damage(
            "the configuration is wrong",
            data ->
                Files.writeString(data.resolve("postgres/postgresql.conf"), "shared_bufers = x"),
            "did not start"),
        damage(
            "it holds foreign files",
            data -> {
              delete(data, "");
              Files.createDirectory(data.resolve("postgres"));
              Files.writeString(data.resolve("postgres/holiday.jpg"), "beach");
            },
            "not a PostgreSQL database"),
        damage(
            "it is empty but was set up",
            data -> {
              delete(data, "");
              Files.createDirectory(data.resolve("postgres"));
            },
            "is empty",
            "postgres.complete"),
        damage(
            "it is gone but was set up",
            data -> delete(data, ""),
            "is missing",
            "postgres.complete"),
        damage(
            "it is a file",
            data -> {
              delete(data, "");
              Files.writeString(data.resolve("postgres"), "a file");
            },
            "is not a folder"),
        damage(
            "it is a link to nowhere",
            data -> {
              delete(data, "");
              Files.createSymbolicLink(data.resolve("postgres"), data.resolve("nowhere"));
            },
            "is not a folder"),
        damage(
            "the password is missing", data -> Files.delete(password(data)), "postgres.password"),
        damage(
            "the password is empty", data -> cut(password(data), 0), "postgres.password", "empty"),
        damage(
            "the password is a folder",
            data -> {
              Files.delete(password(data));
              Files.createDirectory(password(data));
            },
            "postgres.password"),
        damage(
            "a foreign process has it",
            data ->
                Files.writeString(
                    data.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n"),
            "process " + ProcessHandle.current().pid(),
            "postmaster.pid"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWithinSecondsAndLeftAsItIs(Damage damage) throws Exception {
    Path data = ClusterFixture.copyTo(folder);
    damage.to(data);
    Map<String, String> before = ClusterFixture.digests(data);
    Instant start = Instant.now();

    Throwable failure = catchThrowable(() -> start(data));

    assertThat(Duration.between(start, Instant.now())).isLessThan(SECONDS);
    assertThat(failure).isInstanceOf(StartupException.class);
    assertThat(failure.getMessage()).contains(damage.words()).doesNotContain("\n");
    assertThat(ClusterFixture.digests(data)).isEqualTo(before);
  }

  static Stream<Damage> recovered() {
    return Stream.of(
        damage("the marker is missing", data -> Files.delete(data.resolve("postgres.complete"))),
        damage(
            "empty folders are lost",
            data -> {
              for (String name : List.of("pg_notify", "pg_tblspc", "pg_replslot", "pg_twophase")) {
                delete(data, name);
              }
              delete(data, "pg_wal/archive_status");
            }),
        damage(
            "everybody may write",
            data -> {
              for (String name : List.of("postgres", "postgres.password", "")) {
                Files.setPosixFilePermissions(
                    data.resolve(name), PosixFilePermissions.fromString("rwxrwxrwx"));
              }
            }),
        damage(
            "its owner may only read",
            data ->
                Files.setPosixFilePermissions(
                    data.resolve("postgres"), PosixFilePermissions.fromString("r-x------"))),
        damage(
            "a process that ended had it",
            data -> Files.writeString(data.resolve("postgres/postmaster.pid"), "4194303\n")),
        damage(
            "a set-up beside it was killed",
            data -> {
              Path draft = data.resolve("postgres.setup-" + UUID.randomUUID());
              Files.createDirectory(draft);
              Files.writeString(draft.resolve("PG_VERSION"), "18");
            }),
        damage(
            "its programs are half unpacked",
            data -> {
              Files.delete(data.resolve("postgres-binaries"));
              Path programs;
              try (Stream<Path> all = Files.list(ClusterFixture.programs())) {
                programs = all.findFirst().orElseThrow();
              }
              Path half = data.resolve("postgres-binaries").resolve(programs.getFileName());
              FileUtils.copyDirectory(programs.toFile(), half.toFile());
              cut(half.resolve("bin/postgres"), 1_000_000);
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recovered")
  void isUsedWithAllItsData(Damage damage) throws Exception {
    Path data = ClusterFixture.copyTo(folder);
    damage.to(data);

    try (DataDirectory directory = ClusterFixture.directory(data);
        EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
      database.awaitReady();
      assertThat(ClusterFixture.row(database.address())).isEqualTo("treasure");
    }

    assertThat(data.resolve("postgres.complete")).exists();
    for (String name : List.of("", "postgres", "postgres-binaries")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
          .isEqualTo("rwx------");
    }
    for (String name : List.of("postgres.password", "postgres.log", "server.lock")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("killedSetUps")
  void aKilledFirstSetUpIsRepeated(Damage damage) throws Exception {
    Path data = ClusterFixture.copyTo(folder);
    delete(data, "");
    Files.delete(data.resolve("postgres.complete"));
    damage.to(data);

    try (DataDirectory directory = ClusterFixture.directory(data);
        EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
      database.awaitReady();
      ClusterFixture.connect(database.address()).close();
    }

    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).noneMatch(each -> each.getFileName().toString().contains(".setup-"));
    }
  }

  static Stream<Damage> killedSetUps() {
    return Stream.of(
        damage(
            "nothing had its name yet",
            data -> Files.createDirectory(data.resolve("postgres.setup-" + UUID.randomUUID()))),
        damage(
            "an empty folder is mounted", data -> Files.createDirectory(data.resolve("postgres"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongPasswords")
  void aWrongPasswordIsRefusedAndTheRightOneStillFits(Damage damage) throws Exception {
    Path data = ClusterFixture.copyTo(folder);
    byte[] right = Files.readAllBytes(password(data));
    damage.to(data);

    assertThat(catchThrowable(() -> start(data)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("postgres.password")
        .hasMessageContaining("same backup");
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();

    Files.write(password(data), right);
    try (DataDirectory directory = ClusterFixture.directory(data);
        EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
      database.awaitReady();
      assertThat(ClusterFixture.row(database.address())).isEqualTo("treasure");
    }
  }

  static Stream<Damage> wrongPasswords() {
    return Stream.of(
        damage("another", data -> Files.writeString(password(data), "wrong")),
        damage("cut short", data -> cut(password(data), 20)));
  }

  private static void start(Path data) {
    try (DataDirectory directory = ClusterFixture.directory(data);
        EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
      database.awaitReady();
    }
  }

  private static Path control(Path data) {
    return data.resolve("postgres/global/pg_control");
  }

  private static Path password(Path data) {
    return data.resolve("postgres.password");
  }

  private static void delete(Path data, String name) throws IOException {
    FileUtils.forceDelete(data.resolve("postgres").resolve(name).toFile());
  }

  private static void cut(Path file, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, bytes));
  }

  private static Damage damage(String what, Step step, String... words) {
    return new Damage(what, step, List.of(words));
  }

  /** Does something to a data folder. */
  private interface Step {
    void to(Path data) throws Exception;
  }

  record Damage(String what, Step step, List<String> words) {
    void to(Path data) throws Exception {
      step.to(data);
    }

    @Override
    public String toString() {
      return what;
    }
  }
}
