package dev.coda.server.auth;

import dev.coda.server.config.StartupException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import org.jspecify.annotations.Nullable;

/** How many users may be registered in an hour: by one client, and by all of them. Immutable. */
@Context
final class RegistrationLimits {
  private static final int USUAL_PER_CLIENT = 50;
  private static final int USUAL_IN_ALL = 1_000;
  private static final int MOST = 1_000_000_000;

  private final int perClient;
  private final int inAll;

  /**
   * Parses the settings.
   *
   * @throws StartupException if one is not a whole number above zero
   */
  RegistrationLimits(
      @Property(name = "coda.registrations-per-client") @Nullable String perClient,
      @Property(name = "coda.registrations") @Nullable String inAll) {
    this.perClient = parse("CODA_REGISTRATIONS_PER_CLIENT", perClient, USUAL_PER_CLIENT);
    this.inAll = parse("CODA_REGISTRATIONS", inAll, USUAL_IN_ALL);
  }

  int perClient() {
    return perClient;
  }

  int inAll() {
    return inAll;
  }

  private static int parse(String variable, @Nullable String value, int usual) {
    if (value == null || value.isBlank()) {
      return usual;
    }
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
