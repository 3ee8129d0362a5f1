package dev.coda.server.secret;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.StartupException;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets from the environment. Beside an embedded database, what is missing is generated
 * into the data folder; beside a shared one it is an error, for replicas must agree. Thread-safe.
 */
@Factory
final class SecretsFactory {
  private static final int MIN_BYTES = 32;

  @Context
  Secrets secrets(
      @Property(name = "coda.jwt-secret") @Nullable String jwtSecret,
      @Property(name = "coda.encryption-keys") @Nullable String encryptionKeys,
      @Property(name = "database.url") @Nullable String databaseUrl,
      BeanProvider<DataDirectory> directory) {
    boolean shared = databaseUrl != null && !databaseUrl.isBlank();
    String jwt =
        given(jwtSecret, "CODA_JWT_SECRET", shared, directory, "jwt.secret", RandomText::of256Bits);
    String keys =
        given(
            encryptionKeys,
            "CODA_ENCRYPTION_KEYS",
            shared,
            directory,
            "encryption.keys",
            () -> Base64.getUrlEncoder().encodeToString(RandomText.bytes()));
    return new Secrets(checkedSecret(jwt), checkedKeys(keys));
  }

  private static String given(
      @Nullable String value,
      String variable,
      boolean shared,
      BeanProvider<DataDirectory> directory,
      String file,
      Supplier<String> generator) {
    if (value != null && !value.isBlank()) {
      return value.strip();
    }
    if (shared) {
      throw new StartupException(
          variable + " is missing; with DATABASE_URL set, give every replica the same one.");
    }
    return new SecretFile(directory.get().resolve(file)).readOrCreate(generator);
  }

  private static String checkedSecret(String secret) {
    if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
      throw new StartupException(
          "CODA_JWT_SECRET is too short; it needs at least 32 bytes, as from `openssl rand -hex"
              + " 32`.");
    }
    return secret;
  }

  private static List<String> checkedKeys(String keys) {
    List<String> ring =
        Arrays.stream(keys.split(",", -1))
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .toList();
    if (ring.isEmpty() || !ring.stream().allMatch(SecretsFactory::isFernetKey)) {
      throw new StartupException(
          "CODA_ENCRYPTION_KEYS must be Fernet keys (URL-safe Base64 of 32 bytes), separated by"
              + " commas.");
    }
    return ring;
  }

  private static boolean isFernetKey(String key) {
    try {
      return Base64.getUrlDecoder().decode(key).length == MIN_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
