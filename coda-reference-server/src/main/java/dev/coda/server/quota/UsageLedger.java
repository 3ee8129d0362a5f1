package dev.coda.server.quota;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.Price;
import dev.coda.api.model.Usage;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves what runs are expected to use. What they have used is booked by the database itself, in
 * the transaction that stores their end. Thread-safe.
 */
@Singleton
class UsageLedger implements RunQuotas {
  private static final Logger LOG = LoggerFactory.getLogger(UsageLedger.class);

  /** With less left than as many such runs, a run is limited to what is left. */
  private static final int SCARCE = 32;

  private final UsageRepository repository;
  private final Clock clock;

  UsageLedger(UsageRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public RunLimits reserve(UserId user, RunId run, ModelInfo model, long inputTokens) {
    Price price = model.price();
    BigDecimal inputCost = cost(price, Usage.of(inputTokens, 0));
    BigDecimal outputCost = cost(price, Usage.of(0, 1));
    LocalDate month = month();
    ReservationResult result =
        repository
            .reserve(user.value(), run.value(), month, inputTokens, inputCost, outputCost)
            .orElse(null);
    if (result == null) {
      return RunLimits.defaults();
    }
    if (result.refusedBy() != null) {
      throw refusal(result, result.refusedBy(), month.plusMonths(1));
    }
    BigDecimal cost =
        inputCost.add(outputCost.multiply(BigDecimal.valueOf(result.tokens() - inputTokens)));
    return limits(result, cost);
  }

  @Override
  public void release(RunId run) {
    try {
      repository.release(run.value());
    } catch (RuntimeException e) {
      // It does not count after a minute.
      LOG.warn("The reservation of run {} was not released: {}", run, e.getMessage());
    }
  }

  private LocalDate month() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
  }

  private static RunLimits limits(ReservationResult result, BigDecimal cost) {
    RunLimits.Builder limits = RunLimits.builder();
    if (result.tokensLeft() / SCARCE < result.tokens()) {
      limits.maxTokens(result.tokensLeft());
    }
    BigDecimal left = result.costLeft();
    if (left != null && left.compareTo(cost.multiply(BigDecimal.valueOf(SCARCE))) < 0) {
      limits.maxCostUsd(left);
    }
    return limits.build();
  }

  private AdmissionException refusal(ReservationResult result, String quota, LocalDate nextMonth) {
    Instant resetsAt = nextMonth.atStartOfDay(ZoneOffset.UTC).toInstant();
    BigDecimal limit = Objects.requireNonNull(result.quota());
    BigDecimal used = Objects.requireNonNull(result.used());
    BigDecimal left =
        limit
            .subtract(used)
            .subtract(Objects.requireNonNull(result.reserved()))
            .max(BigDecimal.ZERO);
    QuotaKind kind = QuotaKind.of(quota);
    return new AdmissionException(
        FailureKind.QUOTA_EXCEEDED,
        kind.sentence(limit, used, left, nextMonth),
        Duration.between(clock.instant(), resetsAt),
        kind.details(limit, used, left, resetsAt));
  }

  private static BigDecimal cost(@Nullable Price price, Usage usage) {
    return price == null ? BigDecimal.ZERO : price.cost(usage);
  }
}
