package dev.coda.server.agent;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How many tools a model is shown, and how its tool calls are read. Immutable.
 *
 * @param maxOfferedTools how many tools a model is shown at once ({@code CODA_MAX_OFFERED_TOOLS})
 * @param lenientToolInput whether arguments that do not match a schema only because of their form
 *     are converted ({@code CODA_LENIENT_TOOL_INPUT})
 */
@ConfigurationProperties("coda")
public record OfferSettings(
    @Bindable(defaultValue = "64") int maxOfferedTools,
    @Bindable(defaultValue = "true") boolean lenientToolInput) {}
