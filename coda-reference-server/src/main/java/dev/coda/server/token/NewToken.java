package dev.coda.server.token;

import dev.coda.server.auth.Scope;
import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a token. Immutable.
 *
 * @param expiresAt null for a token that lasts until it is revoked
 */
@Introspected
record NewToken(
    @NotNull @Text(max = 100) String name,
    @NotEmpty List<@NotNull Scope> scopes,
    @Nullable Instant expiresAt) {}
