package dev.coda.server.process;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Settings of an orderly shutdown. Immutable.
 *
 * @param shutdownDrain how long a server that was asked to stop stays open and not ready, while its
 *     runs may end ({@code CODA_SHUTDOWN_DRAIN}); not negative
 */
@ConfigurationProperties("coda")
public record ShutdownSettings(@Bindable(defaultValue = "3s") Duration shutdownDrain) {}
