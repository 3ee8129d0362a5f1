package dev.coda.server.auth;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How many users may be registered in an hour. Immutable.
 *
 * @param registrationsPerClient by one client ({@code CODA_REGISTRATIONS_PER_CLIENT})
 * @param registrations by all of them ({@code CODA_REGISTRATIONS})
 */
@ConfigurationProperties("coda")
record RegistrationLimits(
    @Bindable(defaultValue = "50") int registrationsPerClient,
    @Bindable(defaultValue = "1000") int registrations) {}
