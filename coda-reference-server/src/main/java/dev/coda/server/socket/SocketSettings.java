package dev.coda.server.socket;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Limits of WebSockets. Immutable.
 *
 * @param socketsPerUser the most sockets that are open at once for one user ({@code
 *     CODA_SOCKETS_PER_USER})
 */
@ConfigurationProperties("coda")
public record SocketSettings(@Bindable(defaultValue = "32") int socketsPerUser) {}
