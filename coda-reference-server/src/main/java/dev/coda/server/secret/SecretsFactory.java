package dev.coda.server.secret;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.StartupException;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import java.nio.file.Files;
import java.util.Base64;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the secrets from the environment. Beside an embedded database, what is missing is generated
 * into the data folder; beside a shared one it is an error, for replicas must agree. Thread-safe.
 */
@Factory
final class SecretsFactory {
  private static final Logger LOG = LoggerFactory.getLogger(SecretsFactory.class);

  @Context
  Secrets secrets(
      @Property(name = "coda.jwt-secret") @Nullable String jwtSecret,
      @Property(name = "coda.encryption-keys") @Nullable String encryptionKeys,
      @Property(name = "database.url") @Nullable String databaseUrl,
      BeanProvider<DataDirectory> directory) {
    boolean shared = databaseUrl != null && !databaseUrl.isBlank();
    String jwt = given(jwtSecret, "CODA_JWT_SECRET", shared);
    String keys = given(encryptionKeys, "CODA_ENCRYPTION_KEYS", shared);
    return new Secrets(
        jwt == null ? generatedJwtSecret(directory.get()) : jwt,
        SecretFormat.keys(keys == null ? generatedKeys(directory.get()) : keys));
  }

  private static @Nullable String given(@Nullable String value, String variable, boolean shared) {
    if (value != null && !value.isBlank()) {
      return value.strip();
    }
    if (shared) {
      throw new StartupException(
          variable + " is missing; with DATABASE_URL set, give every replica the same one.");
    }
    return null;
  }

  /** A lost one costs nothing but the access tokens of the last minutes. */
  private static String generatedJwtSecret(DataDirectory directory) {
    SecretFile file = new SecretFile(directory.resolve("jwt.secret"));
    if (!file.exists() && hasDatabase(directory)) {
      LOG.warn("Secret {} was missing and is made anew; access tokens end now", file.path());
    }
    return checked(
        file,
        RandomText::of256Bits,
        SecretFormat::isSigningSecret,
        "restore it from a backup, or delete it to have a new one made");
  }

  private static String generatedKeys(DataDirectory directory) {
    SecretFile file = new SecretFile(directory.resolve("encryption.keys"));
    if (!file.exists() && hasDatabase(directory)) {
      throw new StartupException(
          "The encryption keys in %s are missing although there is a database that they may have encrypted; restore the file from a backup, or set CODA_ENCRYPTION_KEYS to the keys in use."
              .formatted(file.path()));
    }
    return checked(
        file,
        () -> Base64.getUrlEncoder().encodeToString(RandomText.bytes()),
        SecretFormat::isKeyRing,
        "restore it from a backup of the data folder");
  }

  private static String checked(
      SecretFile file, Supplier<String> generator, Predicate<String> usable, String remedy) {
    String secret = file.readOrCreate(generator);
    if (!usable.test(secret)) {
      throw new StartupException(
          "The secret in %s is damaged or cut short; %s.".formatted(file.path(), remedy));
    }
    return secret;
  }

  private static boolean hasDatabase(DataDirectory directory) {
    return Files.exists(directory.resolve("postgres").resolve("PG_VERSION"));
  }
}
