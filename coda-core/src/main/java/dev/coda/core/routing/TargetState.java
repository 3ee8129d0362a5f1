package dev.coda.core.routing;

import dev.coda.api.model.ModelRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The recent state of a target, measured with the application's own keys. Immutable.
 *
 * @param model the model
 * @param breaker the state of the circuit breaker
 * @param openUntil the time at which an open breaker allows one call again; null if it is not open
 * @param failureRate the share of its counted attempts that failed; 0 if there were none
 * @param timeToFirstToken a moving average; null if nothing was measured recently
 */
public record TargetState(
    ModelRef model,
    BreakerState breaker,
    @Nullable Instant openUntil,
    double failureRate,
    @Nullable Duration timeToFirstToken) {}
