package dev.coda.server.auth;

import dev.coda.server.config.StartupException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;

/** How many users may be registered in an hour: by one client, and by all of them. Immutable. */
@Context
final class RegistrationLimits {
  private static final int MOST = 1_000_000_000;

  private final int perClient;
  private final int inAll;

  /**
   * Parses the settings.
   *
   * @throws StartupException if one is not a whole number above zero
   */
  RegistrationLimits(
      @Property(name = "coda.registrations-per-client", defaultValue = "50") String perClient,
      @Property(name = "coda.registrations", defaultValue = "1000") String inAll) {
    this.perClient = parse("CODA_REGISTRATIONS_PER_CLIENT", perClient);
    this.inAll = parse("CODA_REGISTRATIONS", inAll);
  }

  int perClient() {
    return perClient;
  }

  int inAll() {
    return inAll;
  }

  private static int parse(String variable, String value) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number > 0 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, like a number out of range.
    }
    throw new StartupException(
        variable + " must be a whole number from 1 to " + MOST + ", not \"" + value + "\".");
  }
}
