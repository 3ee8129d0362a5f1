package dev.coda.server.quota;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The monthly quota of new organizations. Existing organizations keep their quota. Immutable.
 *
 * @param quotaTokens input and output together ({@code CODA_QUOTA_TOKENS})
 * @param quotaRequests runs ({@code CODA_QUOTA_REQUESTS})
 * @param quotaCostUsd US dollars ({@code CODA_QUOTA_COST_USD}); null for no limit
 */
@ConfigurationProperties("coda")
public record QuotaSettings(
    @Bindable(defaultValue = "100000") long quotaTokens,
    @Bindable(defaultValue = "1000") long quotaRequests,
    @Nullable BigDecimal quotaCostUsd) {}
