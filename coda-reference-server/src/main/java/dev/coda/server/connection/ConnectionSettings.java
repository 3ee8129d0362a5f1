package dev.coda.server.connection;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of connections. Numbers must be at least 1, and times longer than zero. Immutable.
 *
 * @param maxConnections open at once ({@code CODA_MAX_CONNECTIONS})
 * @param maxConnectionsPerClient open at once from one address that is not this machine ({@code
 *     CODA_MAX_CONNECTIONS_PER_CLIENT})
 * @param headerTimeout from the opening of a connection to the end of its first request's header
 *     ({@code CODA_HEADER_TIMEOUT})
 * @param bodyIdleTimeout without a byte of a request's body ({@code CODA_BODY_IDLE_TIMEOUT})
 * @param bodyTimeout for a whole body ({@code CODA_BODY_TIMEOUT})
 * @param keepAliveTimeout from the end of a response to the end of the next request's header
 *     ({@code CODA_KEEP_ALIVE_TIMEOUT})
 * @param writeTimeout without a byte of a response that the client takes ({@code
 *     CODA_WRITE_TIMEOUT})
 */
@ConfigurationProperties("coda")
public record ConnectionSettings(
    @Bindable(defaultValue = "4096") int maxConnections,
    @Bindable(defaultValue = "1000") int maxConnectionsPerClient,
    @Bindable(defaultValue = "10s") Duration headerTimeout,
    @Bindable(defaultValue = "10s") Duration bodyIdleTimeout,
    @Bindable(defaultValue = "5m") Duration bodyTimeout,
    @Bindable(defaultValue = "60s") Duration keepAliveTimeout,
    @Bindable(defaultValue = "60s") Duration writeTimeout) {}
