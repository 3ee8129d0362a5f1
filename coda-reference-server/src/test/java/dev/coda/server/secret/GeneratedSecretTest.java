package dev.coda.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.ServerSettings;
import dev.coda.server.config.StartupException;
import io.micronaut.context.BeanProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedSecretTest {
  @TempDir Path folder;

  @Test
  void isTheSameAtTheNextStart() {
    Secrets first = secrets(null);

    assertThat(secrets(null)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"jwt.secret,0", "jwt.secret,20", "encryption.keys,0", "encryption.keys,30"})
  void isRefusedWhereItsFileIsEmptyOrCutShort(String name, int bytes) throws Exception {
    secrets(null);
    Path file = folder.resolve(name);
    byte[] cut = Arrays.copyOf(Files.readAllBytes(file), bytes);
    Files.write(file, cut);

    assertThatThrownBy(() -> secrets(null))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("backup");
    assertThat(file).hasBinaryContent(cut);
  }

  @Test
  void isNotReplacedBesideADatabaseThatItMayHaveEncrypted() throws Exception {
    Secrets first = secrets(null);
    Path keys = folder.resolve("encryption.keys");
    Files.delete(keys);
    Files.createDirectory(folder.resolve("postgres"));
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "18");

    assertThatThrownBy(() -> secrets(null))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("CODA_ENCRYPTION_KEYS");
    assertThat(keys).doesNotExist();
    assertThat(secrets(first.encryptionKeys().getFirst())).isEqualTo(first);
  }

  @Test
  void isMadePrivateWhateverItWas() throws Exception {
    secrets(null);
    Path file = folder.resolve("jwt.secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    secrets(null);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  private Secrets secrets(@Nullable String keys) {
    try (DataDirectory directory =
        new DataDirectory(
            new ServerSettings(folder, folder, List.of(), 0, Duration.ofSeconds(15)))) {
      BeanProvider<DataDirectory> provider = () -> directory;
      return new SecretsFactory().secrets(null, keys, null, provider);
    }
  }
}
