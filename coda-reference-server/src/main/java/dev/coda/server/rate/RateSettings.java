package dev.coda.server.rate;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The limits of a user for a minute. Immutable.
 *
 * @param requestsPerMinute requests of any kind ({@code CODA_REQUESTS_PER_MINUTE})
 * @param tokensPerMinute input and output of models together ({@code CODA_TOKENS_PER_MINUTE})
 */
@ConfigurationProperties("coda")
public record RateSettings(
    @Bindable(defaultValue = "120") long requestsPerMinute,
    @Bindable(defaultValue = "200000") long tokensPerMinute) {}
