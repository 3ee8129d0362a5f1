package dev.coda.server.auth;

import dev.coda.server.quota.Money;
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
            row.quotaCostUsd() == null ? null : Money.text(row.quotaCostUsd()),
            row.usedTokens(),
            row.usedRequests(),
            Money.text(row.usedCostUsd()),
            nextPeriod.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  /**
   * An organization and its month. Requests are runs, tokens are input and output, and only runs
   * that have ended count. Immutable.
   *
   * @param quotaCostUsd a decimal text in US dollars; null for no limit
   * @param usedCostUsd a decimal text in US dollars, as far as prices are known
   * @param resetsAt when what is used starts from zero again
   */
  @Introspected
  record Quota(
      UUID id,
      String name,
      String plan,
      long quotaTokens,
      long quotaRequests,
      @Nullable String quotaCostUsd,
      long usedTokens,
      long usedRequests,
      String usedCostUsd,
      Instant resetsAt) {}
}
