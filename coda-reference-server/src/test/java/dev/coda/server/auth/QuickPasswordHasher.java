package dev.coda.server.auth;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/**
 * Hashes a tenth as carefully: most tests only need a user, and hashes would take a tenth of the
 * time of all tests.
 */
@Singleton
@Replaces(PasswordHasher.class)
@Requires(missingProperty = QuickPasswordHasher.OFF)
final class QuickPasswordHasher extends PasswordHasher {
  /** The property of a server that is to hash as carefully as always. */
  static final String OFF = "coda.test.careful-hashes";

  private static final int MEMORY_KIB = 4 * 1024;

  QuickPasswordHasher() {
    super(MEMORY_KIB, 1);
  }
}
