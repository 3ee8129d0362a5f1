package dev.coda.server.auth;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user as the API shows them. Immutable. */
@Introspected
record Account(UUID id, String email, @Nullable String name, Quota organization) {

  static Account from(AccountRow row, LocalDate nextPeriod) {
    return new Account(
        row.id(),
        row.email(),
        row.name(),
        new Quota(
            row.organizationId(),
            row.organizationName(),
            row.plan(),
            row.quotaTokens(),
            row.quotaRequests(),
            row.usedTokens(),
            row.usedRequests(),
            nextPeriod.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  /**
   * An organization and its month. Immutable.
   *
   * @param resetsAt when used tokens and requests start from zero again
   */
  @Introspected
  record Quota(
      UUID id,
      String name,
      String plan,
      int quotaTokens,
      int quotaRequests,
      long usedTokens,
      long usedRequests,
      Instant resetsAt) {}
}
