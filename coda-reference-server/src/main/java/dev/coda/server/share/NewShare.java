package dev.coda.server.share;

import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a link. Immutable.
 *
 * @param messageId the last message that is shown
 * @param title what readers see above the messages; null shows none
 * @param includeTools whether readers see arguments and results of tools; null for no
 * @param expiresAt null for a link that lasts until it is revoked
 */
@Introspected
record NewShare(
    @NotNull UUID messageId,
    @Nullable @Text(max = 200) String title,
    @Nullable Boolean includeTools,
    @Nullable Instant expiresAt) {}
