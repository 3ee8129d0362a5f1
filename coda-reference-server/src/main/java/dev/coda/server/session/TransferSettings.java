package dev.coda.server.session;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How many imports, exports and uploads may be under way. Immutable.
 *
 * @param maxTransfers in all ({@code CODA_MAX_TRANSFERS})
 * @param maxTransfersPerUser of one user ({@code CODA_MAX_TRANSFERS_PER_USER})
 */
@ConfigurationProperties("coda")
record TransferSettings(
    @Bindable(defaultValue = "16") int maxTransfers,
    @Bindable(defaultValue = "2") int maxTransfersPerUser) {}
