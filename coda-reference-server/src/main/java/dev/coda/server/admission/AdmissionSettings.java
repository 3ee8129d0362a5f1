package dev.coda.server.admission;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of the work that a server accepts. Immutable.
 *
 * @param concurrentRuns how many runs and direct tool calls of one user are active at once ({@code
 *     CODA_CONCURRENT_RUNS}); runs that wait for people do not count
 * @param maxActiveRuns the same for all users together ({@code CODA_MAX_ACTIVE_RUNS})
 * @param maxStartDelay the time from the admission of a run to its first model call above which
 *     fewer runs may start at once ({@code CODA_MAX_START_DELAY})
 */
@ConfigurationProperties("coda")
public record AdmissionSettings(
    @Bindable(defaultValue = "8") int concurrentRuns,
    @Bindable(defaultValue = "1000") int maxActiveRuns,
    @Bindable(defaultValue = "250ms") Duration maxStartDelay) {}
