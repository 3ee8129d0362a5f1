package dev.coda.server.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/** What a quota is of, and how it is written: money as a decimal text, all else as a number. */
enum QuotaKind {
  REQUESTS("Your organization's quota of %s runs a month is used up"),
  TOKENS("Your organization's quota of %s tokens a month does not allow another run"),
  COST_USD("Your organization's quota of %s US dollars a month does not allow another run"),
  MONTHLY_BUDGET_USD("Your budget of %s US dollars a month does not allow another run");

  private final String sentence;

  QuotaKind(String sentence) {
    this.sentence = sentence;
  }

  /** Returns the one of a name in the database. */
  static QuotaKind of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String sentence(BigDecimal limit, BigDecimal used, BigDecimal left, LocalDate nextMonth) {
    return (sentence + ": %s are used and %s left. It starts anew on %s.")
        .formatted(Money.text(limit), Money.text(used), Money.text(left), nextMonth);
  }

  Map<String, Object> details(
      BigDecimal limit, BigDecimal used, BigDecimal left, Instant resetsAt) {
    return Map.of(
        "quota", name().toLowerCase(Locale.ROOT),
        "limit", value(limit),
        "used", value(used),
        "left", value(left),
        "resets_at", resetsAt);
  }

  private Object value(BigDecimal amount) {
    return this == REQUESTS || this == TOKENS ? (Object) amount.longValue() : Money.text(amount);
  }
}
