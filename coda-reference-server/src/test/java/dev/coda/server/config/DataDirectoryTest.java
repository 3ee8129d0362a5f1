package dev.coda.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path folder;

  @Test
  void makesAnExistingFolderPrivate() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    open(data).close();

    assertThat(mode(data)).isEqualTo("rwx------");
    assertThat(mode(data.resolve("server.lock"))).isEqualTo("rw-------");
  }

  @Test
  void refusesAnOpenFolderOfOtherThings() throws Exception {
    Path data = Files.createDirectory(folder.resolve("home"));
    Files.writeString(data.resolve("holiday.jpg"), "beach");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> open(data))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("CODA_DATA_DIR");
    assertThat(mode(data)).isEqualTo("rwxr-xr-x");
    try (var entries = Files.list(data)) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test
  void refusesAFileAndALockThatIsAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path locked = Files.createDirectories(folder.resolve("data/server.lock")).resolveSibling("");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("CODA_DATA_DIR");
    assertThatThrownBy(() -> open(locked))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("server.lock");
  }

  @Test
  void refusesASecondServer() throws Exception {
    try (DataDirectory first = open(folder)) {
      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("Another Coda server uses the data folder " + first);
    }
  }

  private static DataDirectory open(Path data) {
    return new DataDirectory(new ServerSettings(data, data, List.of(), 0, Duration.ofSeconds(15)));
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
