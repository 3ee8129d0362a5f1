package dev.coda.server.auth;

import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user beside their organization and what that has used this month. Immutable. */
@Introspected
record AccountRow(
    UUID id,
    String email,
    @Nullable String name,
    UUID organizationId,
    String organizationName,
    String plan,
    long quotaTokens,
    long quotaRequests,
    @Nullable BigDecimal quotaCostUsd,
    long usedTokens,
    long usedRequests,
    BigDecimal usedCostUsd) {}
