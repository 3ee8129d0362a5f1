package dev.coda.server.quota;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code usage_reservations}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface UsageRepository extends GenericRepository<UsageReservation, UUID> {
  /** Reserves; empty if there is no such user. */
  @Query(
      """
      SELECT refused_by, quota, used, reserved, tokens, tokens_left, cost_left
        FROM reserve_usage(:user, :run, :period, :input, :inputCost, :outputCost)
      """)
  Optional<ReservationResult> reserve(
      UUID user,
      UUID run,
      LocalDate period,
      long input,
      BigDecimal inputCost,
      BigDecimal outputCost);

  @Query("DELETE FROM usage_reservations WHERE run_id = :run")
  long release(UUID run);
}
