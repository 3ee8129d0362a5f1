package dev.coda.server.quota;

import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reservation. Immutable.
 *
 * @param refusedBy the quota that is exhausted; null if the reservation was made
 * @param quota how much that is; null if the reservation was made, as are the next two
 * @param used what runs that have ended used of it
 * @param reserved what active runs have reserved of it
 * @param tokens what is reserved
 * @param tokensLeft what the run can use before the quota is exhausted
 * @param costLeft the same in US dollars; null for no limit
 */
@Introspected
record ReservationResult(
    @Nullable String refusedBy,
    @Nullable BigDecimal quota,
    @Nullable BigDecimal used,
    @Nullable BigDecimal reserved,
    long tokens,
    long tokensLeft,
    @Nullable BigDecimal costLeft) {}
