package dev.coda.server.agent;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How models are offered tools, and how what they ask for is read. Immutable.
 *
 * @param maxOfferedTools how many tools a model is shown at once ({@code CODA_MAX_OFFERED_TOOLS})
 * @param lenientToolInput whether arguments are read as a careful person would read them ({@code
 *     CODA_LENIENT_TOOL_INPUT})
 */
@ConfigurationProperties("coda")
public record OfferSettings(
    @Bindable(defaultValue = "64") int maxOfferedTools,
    @Bindable(defaultValue = "true") boolean lenientToolInput) {}
